"""Names across spellings and scripts: compared, and looked up on lists. Pure; how and why: ``docs/why/names.md``.

``compared`` looks at spelling alone. Who bears a name only a list can say: ``Register`` looks names up on lists.
"""

from purport.corroborate.names.comparing import Comparison, compared
from purport.corroborate.names.history import lineage, names_on, same_body
from purport.corroborate.names.judgement import Judgement, agreed
from purport.corroborate.names.register import Form, Found, Hit, Register

__all__ = [
    "Comparison",
    "Form",
    "Found",
    "Hit",
    "Judgement",
    "Register",
    "agreed",
    "compared",
    "lineage",
    "names_on",
    "same_body",
]
