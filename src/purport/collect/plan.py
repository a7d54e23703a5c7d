"""What the door may do: limits, manners and who it says it is."""

from __future__ import annotations

from dataclasses import dataclass

from purport.version import __version__

USER_AGENT = f"purport/{__version__}"


@dataclass(frozen=True, slots=True)
class CollectPlan:
    """The limits and manners of collecting.

    Attributes:
        max_bytes: most bytes of one capture, after content codings (gzip) are undone.
        timeout: seconds for one address in all, redirects included.
        read_timeout: seconds without a byte before the other end counts as gone.
        max_redirects: most redirects followed for one address.
        allow_private: whether private, loopback and link-local addresses may be asked.
        obey_robots: whether robots.txt (RFC 9309) is asked for and obeyed.
        user_agent: sent as it is; robots.txt is matched against its first word.
        host_delay: seconds between two requests to one host; a longer crawl delay in robots.txt wins, up to 30 seconds.
        recordings: whether sound and film that lie in a folder are taken in; a file that is named always is.
    """

    max_bytes: int = 50_000_000
    timeout: float = 60.0
    read_timeout: float = 15.0
    max_redirects: int = 10
    allow_private: bool = False
    obey_robots: bool = True
    user_agent: str = USER_AGENT
    host_delay: float = 1.0
    recordings: bool = False
