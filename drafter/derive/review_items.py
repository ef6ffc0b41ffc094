"""What readers of a design document ask of each of its parts.

The questions are those of production readiness and threat modelling: who may, how long, what if it fails, what does it
cost, how is it seen. What the template has a part for is not among them: a missing part is a rule's finding.
"""

from typing import Literal, TypeAlias

from drafter.document.suggestion import Category
from drafter.document.value import Value

__all__ = ["CHECKLIST", "Fact", "Item"]

Fact: TypeAlias = Literal["calls", "store", "sign-in", "service", "command", "targets"]
"""What a document has: HTTP calls, a database schema, accounts, something that runs for others all the time, a command
or library, numbers to meet."""


class Item(Value):
    """A question, and what of a document tells that it matters and that it may be answered."""

    part: str
    """Where the answer belongs: `7.1`."""
    question: str
    why: str
    category: Category
    words: str
    """A pattern of words that an answer would use. English and German."""
    needs: frozenset[Fact] = frozenset()
    """Facts without which nobody asks."""
    when: str = ""
    """A pattern of words without which nobody asks."""


CHECKLIST: tuple[Item, ...] = (
    Item(
        part="2.3", category="testable",
        question="By which number is it seen, after the release, that the problem is solved?",
        why="Without a measure nobody can say whether the project has succeeded.",
        words=r"\bKPI|success (?:is|will be) measured|measure of success|successful (?:if|when)|baseline|Erfolg",
    ),
    Item(
        part="3.1", category="operable", needs=frozenset({"service"}),
        question="What still works when one of the components cannot be reached?",
        why="Whoever is called at night has to know what a failed component takes with it.",
        words=r"unreachable|unavailab|not reachable|cannot be reached|fall.?back|degrad|outage|circuit.?break"
        r"|is down\b|Ausfall|nicht erreichbar",
    ),
    Item(
        part="4.2", category="operable", needs=frozenset({"service"}),
        question="After how long does a call between components time out, and is it tried again?",
        why="Without a time limit one slow component holds up all that call it.",
        words=r"time.?out|retr(?:y|ies)|back.?off|Wiederholung",
    ),
    Item(
        part="4.2", category="correct",
        when=r"\b(?:queue|events?|retr(?:y|ies)|jobs?|batch|timer)\b",
        question="What happens when the same work is done twice, or stops half way?",
        why="Work that is repeated after a failure must not count, send or charge twice.",
        words=r"idempoten|twice|exactly.once|at.least.once|de.?duplicat|resum|half.?way|crash|carries on"
        r"|doppelt|fortgesetzt",
    ),
    Item(
        part="5.1", category="complete", needs=frozenset({"store"}),
        question="How long is each kind of data kept, and what deletes it?",
        why="Data that nothing deletes grows without end, and personal data may not be kept so.",
        words=r"retention|retain|\bkept (?:for|until)|\bkeeps? .{0,40}(?:days|months|years)|purge|archiv"
        r"|never deleted|deleted after|Aufbewahr|gelöscht",
    ),
    Item(
        part="5.2", category="operable", needs=frozenset({"store"}),
        question="How is the schema changed once there is data in it?",
        why="The first change after the release meets real data, while the system runs.",
        words=r"migrat|alembic|flyway|liquibase|schema change|backward.compatib",
    ),
    Item(
        part="5.3", category="secure", needs=frozenset({"service"}),
        when=r"personal data|e-?mail|personenbezogen|\bpatients?\b|\bmembers?\b|\bcustomers?\b",
        question="Which personal data leaves the system, and where does it go?",
        why="Whoever answers for data protection has to know each receiver.",
        words=r"third part|leaves the|GDPR|DSGVO|stays? in the|no personal data"
        r"|personal data (?:is|are) (?:not|never)|Dritte",
    ),
    Item(
        part="5.4", category="complete",
        question="What becomes of an input that is not valid, and who learns of it?",
        why="It can be refused, corrected, put aside or lost; the design has to choose.",
        words=r"reject|\brefus|quarantine|dead.?letter|\bskipped\b|returns? an? (?:error|4\d\d)|\b4(?:00|22)\b"
        r"|exit (?:status|code)|abgelehnt|abgewiesen",
    ),
    Item(
        part="6.1", category="secure", needs=frozenset({"calls"}),
        question="How many requests may one caller send, and what does it get beyond that?",
        why="Without a limit one caller can take the service away from all others.",
        words=r"rate.?limit|throttl|\bquota|\b429\b|Too Many",
    ),
    Item(
        part="6.1", category="complete", needs=frozenset({"calls"}),
        when=r"\bGET\b.*\b[Ll]ist|\b[Ll]ists?\b",
        question="How does a caller read a list that is too long for one answer?",
        why="A list without pages is fine in a test and fails with real data.",
        words=r"paginat|\bpage(?:_size|Size)?=|\bpage[_ ](?:size|number|token)|cursor|\boffset\b|\blimit\b|next page",
    ),
    Item(
        part="6.1", category="correct", needs=frozenset({"calls"}),
        when=r"\bPOST\b",
        question="What happens when a caller sends the same creating request twice?",
        why="Callers repeat a request whose answer was lost, and would create it twice.",
        words=r"idempoten|twice|duplicate|\b409\b|already exists|doppelt",
    ),
    Item(
        part="6.2", category="operable", needs=frozenset({"calls"}),
        question="How does the interface change without breaking those who use it?",
        why="Callers are not updated on the same day.",
        words=r"\bversion(?:ed|ing)\b|/v\d|compatib|deprecat|breaking change",
    ),
    Item(
        part="6.3", category="operable", needs=frozenset({"calls"}),
        question="After which errors may a caller try again, and after which is it pointless?",
        why="Callers that guess either give up too early or make an overload worse.",
        words=r"retr(?:y|ies)|try again|Retry-After|temporar|wiederhol|erneut",
    ),
    Item(
        part="7.1", category="secure", needs=frozenset({"sign-in"}),
        question="How is access taken away when somebody leaves or a credential leaks?",
        why="Access that nobody takes away is the one that is abused.",
        words=r"revok|deactivat|\bleaves?\b|\bleak|off.?board|disabl\w+ (?:the )?(?:account|user|access|key)"
        r"|entzogen|gesperrt",
    ),
    Item(
        part="7.1", category="secure", needs=frozenset({"sign-in"}),
        question="How long does a sign-in or a token last, and what ends it?",
        why="A session without an end outlives the person's right to it.",
        words=r"session|token.{0,40}(?:expir|minutes|hours)|expir.{0,40}token|lifetime|log.?out|sign.?out"
        r"|Sitzung|abgemeldet",
    ),
    Item(
        part="7.2", category="secure", needs=frozenset({"sign-in"}),
        when=r"\broles?\b|\badmin|Rolle",
        question="Who may give and take roles, and is that recorded?",
        why="Who may change rights has all of them.",
        words=r"assign\w* (?:the )?roles?|roles? (?:is|are) (?:assigned|granted|given)|grants? |audit"
        r"|Rollen vergeben|group membership",
    ),
    Item(
        part="7.3", category="secure", needs=frozenset({"service"}),
        when=r"\bkeys?\b|\bsecrets?\b|certificate|password|Schlüssel|Zertifikat",
        question="How are keys, secrets and certificates replaced, and how often?",
        why="A secret that cannot be replaced without an outage stays in use after it has leaked.",
        words=r"rotat|renew|replaced every|ausgetauscht|erneuert",
    ),
    Item(
        part="7.4", category="secure",
        question="How large or how many may inputs be before they are refused?",
        why="An input without a limit takes memory, disk or time from everything else.",
        words=r"at most \d|maximum (?:size|length|number)|max(?:imum|Length|Items)"
        r"|no (?:longer|larger|more) than|up to \d|length|\d\s?(?:kB|MB|bytes|characters)|höchstens \d|Zeichen",
    ),
    Item(
        part="8.1", category="testable", needs=frozenset({"targets"}),
        question="Where is each target measured, and under which load?",
        why="The same system meets a target at one place and misses it at another.",
        words=r"measured (?:at|by|on|in|from|under)|percentile|\bp9\d|at peak|under load|gemessen",
    ),
    Item(
        part="8.2", category="operable", needs=frozenset({"service", "targets"}),
        question="What does the system do with more load than it was designed for?",
        why="It can refuse, queue, slow down or fall over; without a design it does the last.",
        words=r"overload|shed|back.?pressure|\b503\b|\b429\b|throttl|rate.?limit|queues? up"
        r"|exceeds? (?:the )?(?:peak|capacity)|Überlast",
    ),
    Item(
        part="8.3", category="affordable",
        question="What reaches its limit first as the load or the data grows?",
        why="It decides when money has to be spent, and on what.",
        words=r"bottleneck|reach\w* (?:its|the) limit|limit(?:ed|ing factor) by|saturat|first limit|Engpass",
    ),
    Item(
        part="9.1", category="affordable", needs=frozenset({"service"}),
        question="What does it cost to run a month, and what drives that?",
        why="The first bill should surprise nobody.",
        words=r"\bcosts?\b|\bEUR\b|\bUSD\b|€|\$\d|budget|Kosten",
    ),
    Item(
        part="9.2", category="operable", needs=frozenset({"service"}),
        question="What happens when a machine, a zone or the only copy of something fails?",
        why="How many copies there are says nothing until it is known what replaces one.",
        words=r"fail.?over|replicas?|availability zone|stand.?by|restarts?|redundan|self.?heal|Ausfall|Ersatz",
    ),
    Item(
        part="9.2", category="operable", needs=frozenset({"store"}),
        question="How often is a backup made, and how is it known that it can be restored?",
        why="A backup that nobody has restored is a hope.",
        words=r"back.?ups?\b|restor|snapshot|point.in.time|Sicherung",
    ),
    Item(
        part="9.3", category="secure", needs=frozenset({"service"}),
        when=r"\bsecrets?\b|password|\bkeys?\b|credential|certificate|Schlüssel",
        question="How do secrets reach what runs, without standing in the repository or an image?",
        why="Secrets in a repository are read by everybody who can clone it.",
        words=r"vault|environment variables?|inject|sealed.?secret|secret(?:s)? (?:store|manager)|\bKMS\b"
        r"|Kubernetes Secret|never .{0,20}(?:committed|repository)",
    ),
    Item(
        part="10.1", category="testable", needs=frozenset({"targets"}),
        question="Which test shows that the targets for speed and load are met?",
        why="A target that no test measures is met by chance.",
        words=r"load.?test|performance.?test|benchmark|stress.?test|\bk6\b|locust|gatling|soak|Lasttest",
    ),
    Item(
        part="10.1", category="testable",
        question="Which failures do the tests provoke: a lost connection, a full disk, a crash half way?",
        why="What happens on failure is the part that nobody sees until it happens.",
        words=r"faults?.{0,15}inject|inject.{0,15}fault|chaos|failure (?:case|test|mode)"
        r"|error (?:case|path)|crash|lost connection"
        r"|full disk|power cut|Fehlerf[aä]ll",
    ),
    Item(
        part="10.3", category="testable",
        question="What stops a change whose tests fail from being released?",
        why="Tests that stop nothing are read by nobody.",
        words=r"must pass|\bblocks?\b|blocked|\bgate|before (?:a |the |any )?(?:change|merge|deploy|release)"
        r"|required (?:check|to pass)|fails? the (?:build|pipeline)|\bmerge[ds]?\b|blockiert",
    ),
    Item(
        part="11.1", category="secure", needs=frozenset({"service"}),
        when=r"Production|Produktion",
        question="Who approves what goes to production?",
        why="Who may release may change everything.",
        words=r"approv|sign.?off|release manager|freigegeben|genehmig|Freigabe",
    ),
    Item(
        part="11.2", category="operable", needs=frozenset({"service"}),
        question="How is it seen that a new version works before everybody has it?",
        why="A fault that ten users meet is cheaper than one that all meet.",
        words=r"canary|smoke.?test|gradual|blue.?green|health.?check|readiness|verif(?:y|ied)|pilot|rolling"
        r"|staged|schrittweise",
    ),
    Item(
        part="11.3", category="operable",
        question="What makes somebody go back to the version before, and how long does that take?",
        why="Without a sign that was agreed on beforehand, people wait too long.",
        words=r"(?:roll(?:ed|ing)? ?back|revert\w*) (?:if|when|as soon)"
        r"|(?:if|when) .{0,80}(?:roll(?:ed|s)? ?back|revert)|error rate|within \d+ (?:minutes|hours)"
        r"|zurück\w* (?:wenn|falls)",
    ),
    Item(
        part="12.1", category="operable", needs=frozenset({"service"}),
        question="How long are logs kept, and who may read them?",
        why="They are gone when they are needed, or read by those who should not.",
        words=r"logs? .{0,60}\d+ (?:days|weeks|months)|log retention"
        r"|logs? (?:is|are) (?:kept|retained|deleted)|Protokolle .{0,40}(?:Tage|Wochen|Monate)",
    ),
    Item(
        part="12.1", category="operable", needs=frozenset({"service", "calls"}),
        question="How is one request followed through all components?",
        why="A fault that is seen in one component often begins in another.",
        words=r"correlation|\btrac(?:e|es|ed|ing)\b|request.?id|\bspans?\b|OpenTelemetry",
    ),
    Item(
        part="12.3", category="operable", needs=frozenset({"service"}),
        when=r"\balerts?\b|Alarm",
        question="Who gets each alert, at which hours, and what do they do first?",
        why="An alert without a receiver and a first step is noise.",
        words=r"on.?call|pager|run.?book|notif|\be-?mail to|sent to|Slack|call(?:s|ed) the|Bereitschaft"
        r"|benachrichtigt",
    ),
    Item(
        part="12.3", category="operable", needs=frozenset({"command"}),
        question="Who notices that a run has failed or did not start?",
        why="What does not run raises no error.",
        words=r"heartbeat|did not (?:run|start)|missed run|exit (?:status|code).{0,60}alert|notif|on.?call|dead man",
    ),
)  # fmt: skip
