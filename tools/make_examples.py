"""Writes the examples that are not plain text: a DOCX, a PDF and a text in windows-1256.

The same bytes come out every time: fixed dates and ids, members in order of name. Run it from anywhere::

    python tools/make_examples.py            # into examples/stories
    python tools/make_examples.py FOLDER
"""

# ruff: noqa: E501 - running texts
from __future__ import annotations

import io
import sys
import zipfile
from datetime import datetime
from pathlib import Path

STORIES = Path(__file__).resolve().parent.parent / "examples" / "stories"

MINISTRY_TITLE = "Statement on the situation in Dorhal"
MINISTRY_HEAD = ("Republic of Orvenia", "Ministry of the Interior", "Statement No. 14/2024", "Selmark, 22 March 2024")
MINISTRY = (
    "The Ministry of the Interior confirms that the body of a soldier of the 14th Brigade was recovered from the Hesk river on 21 March 2024.",
    "The ministry denies that any unit of the army or the police has left the river crossings. Reports to the contrary are false.",
    "Interior Minister Ilse Marrak said: “The deadline of the so-called front has passed. The dam stands and the crossings are ours.”",
    "The minister calls on the residents of the upper valley to remain in the school at Ostrel until Sunday. She thanks Mayor Lena Aust and the drivers of the bus company.",
    "According to the criminal police, the van shown by the group that calls itself the Winter Brigade was stolen in Selmark on 9 January 2024. The ministry does not regard the group's claim as credible.",
    "The ministry will publish the report of the explosives laboratory by 5 April 2024.",
)
MINISTRY_TABLE = (("District", "Persons in shelters"), ("Ostrel", "6,040"), ("Saltgate", "118"))

COMMUNIQUE = (
    (
        "JOINT COMMUNIQUÉ",
        "Oslo, 23 March 2024",
        "",
        "The representatives of Norway, Jordan and Kenya met in Oslo on 23 March 2024 to consider",
        "the situation in the province of Dorhal.",
        "",
        "The participants urge the Government of Orvenia and the Dorhal Liberation Front to extend",
        "the pause at the Hesk dam by fourteen days. They call on both parties to let relief lorries",
        "pass at Stone Gate.",
        "",
        "The participants note the statement of the Government of Orvenia that no troops have left",
        "the crossings, and the statement of the front that two columns have withdrawn. They have",
        "not been able to verify either statement.",
        "",
        "The Norwegian envoy, Ragna Solheid, reported that commanders of the front had assured her",
        "that the charges at the gate house would be removed. She said that she had not seen the",
        "charges herself.",
    ),
    (
        "Jordan offers to receive delegations of both parties from 2 April 2024. Kenya promises",
        "two teams of engineers for the inspection of the dam.",
        "",
        "The participants condemn the explosion in the port of Kessim on 12 March 2024, in which",
        "four people were killed. They take no position on who was responsible.",
        "",
        "If the pause holds, the participants will meet again in Amman in May.",
    ),
)

RELIEF_AR = """عمان، الأردن، 21 مارس 2024 (هاليارد) - أعلنت هيئة الإغاثة الشرقية يوم الخميس أن أربعين شاحنة محملة بالطحين والأدوية ستعبر الحدود من بلمارا إلى إقليم دورهال يوم السبت.

وقالت مديرة الهيئة بيا رين إن الطحين سينفد في بلدة تارسالا قبل نهاية الشهر. وأضافت: «لدينا خبز لتسعة أيام فقط».

وتعهدت جبهة تحرير دورهال بعدم اعتراض الشاحنات. ونفت الجبهة اتهامات بأن رجالها استولوا على عشر كل حمولة في نوفمبر الماضي.

وطالبت الهيئة الحكومة في سلمارك بفتح معبر ثان. ولم ترد الحكومة على الطلب.

وذكر سائق من مدينة كسيم أن الطريق بين أوستريل وتارسالا مقطوع منذ انهيار الجسر. وبحسب مكتب الطرق، يحتاج إصلاح الجسر إلى ستة أشهر على الأقل.

وقالت منسقة المطابخ في المدينة هالة ديسون إن المطابخ تقدم وجبة واحدة في اليوم، وحثت المانحين على الإسراع في إرسال الوقود.
"""


def fixed_zip(data: bytes) -> bytes:
    """The same archive, its members in order of name and with one fixed time."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            member = zipfile.ZipInfo(name, (2024, 3, 22, 9, 0, 0))
            new.writestr(member, old.read(name), zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def ministry_docx() -> bytes:
    """A ministry's statement: letterhead, numbered paragraphs, a table."""
    from docx import Document

    document = Document()
    properties = document.core_properties
    properties.author, properties.last_modified_by = "Press office", "Press office"
    properties.title, properties.language, properties.revision = MINISTRY_TITLE, "en", 1
    properties.created = properties.modified = datetime(2024, 3, 22, 9, 0)  # noqa: DTZ001 - DOCX keeps naive UTC
    for line in MINISTRY_HEAD:
        document.add_paragraph(line)
    document.add_heading(MINISTRY_TITLE, level=1)
    for paragraph in MINISTRY:
        document.add_paragraph(paragraph)
    table = document.add_table(rows=0, cols=2)
    for row in MINISTRY_TABLE:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    out = io.BytesIO()
    document.save(out)
    return fixed_zip(out.getvalue())


def communique_pdf() -> bytes:
    """A communiqué of two pages, with real text in it."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, pageCompression=0)
    canvas.setTitle("Joint communiqué")
    canvas.setAuthor("Contact group on Dorhal")
    for page in COMMUNIQUE:
        text = canvas.beginText(72, 760)
        text.setFont("Times-Roman", 11)
        text.setLeading(15)
        for line in page:
            text.textLine(line)
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def relief_text() -> bytes:
    """An Arabic agency story as windows-1256 bytes."""
    return RELIEF_AR.encode("windows-1256")


MADE = {
    "ministry-statement.docx": ministry_docx,
    "oslo-communique.pdf": communique_pdf,
    "relief-ar-1256.txt": relief_text,
}


def main() -> None:
    """Writes all of them into the folder given, or into the project's examples."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else STORIES
    for name, make in MADE.items():
        (folder / name).write_bytes(make())


if __name__ == "__main__":
    main()
