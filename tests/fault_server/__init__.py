"""An endpoint on loopback that speaks OpenAI's chat completions, and goes wrong as a script or a seed says."""

from tests.fault_server.faults import TEMPORARY, Fault, fault
from tests.fault_server.ledger import Entry, Ledger, asked_again, read_bodies, read_ledger
from tests.fault_server.script import MODEL, Latency, Rule, Script, Seeded
from tests.fault_server.server import FaultServer, fault_server, serve

__all__ = [
    "MODEL",
    "TEMPORARY",
    "Entry",
    "Fault",
    "FaultServer",
    "Latency",
    "Ledger",
    "Rule",
    "Script",
    "Seeded",
    "asked_again",
    "fault",
    "fault_server",
    "read_bodies",
    "read_ledger",
    "serve",
]
