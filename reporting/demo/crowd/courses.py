"""What may become of a case, as data: steps of `turns` and, for its incident, of `failures`. A case is as far along as its age allows."""

from dataclasses import dataclass

from reporting.demo.steps import Step


@dataclass(frozen=True, slots=True)
class Course:
    """`weight` of all cases in 100. Days count from filing or, with an incident, from its opening. `incident` are the steps that it takes
    with its cases, at most `gathers` of them.
    """

    weight: int
    steps: tuple[Step, ...]
    incident: tuple[Step, ...] = ()
    gathers: int = 1


NOTIFIED = (Step(0.2, "notified"),)
OPENED = (*NOTIFIED, Step(1.5, "acknowledged"), Step(7, "cause_known"), Step(19, "fix_claimed"))
VERIFIED = (*OPENED, Step(25, "fix_verified"))
FIXED = (*VERIFIED, Step(40, "closed", "fixed"))
DISPUTED = (*VERIFIED, Step(27, "disputed", "happened_again"))
TO_PLATFORM = (Step(0, "join"), Step(0.2, "to_platform"))
WITH_PLATFORM = (*TO_PLATFORM, Step(1.5, "acknowledged"), Step(7, "cause"), Step(19, "fix"))
CONFIRMING = (*WITH_PLATFORM, Step(25, "confirm"))
AGREED = (*CONFIRMING, Step(28, "agree"), Step(40, "close", "fixed"))
SILENT = (*CONFIRMING, Step(40, "close", "fixed"))
DISAGREED = (*CONFIRMING, Step(27, "dispute", "happened_again"), Step(28, "claim"), Step(29, "to_platform"))
COURSES: tuple[Course, ...] = (
    Course(20, (Step(0.4, "claim"), Step(0.6, "note"), Step(5, "close", "not_harmful"))),
    Course(12, (Step(0.7, "claim"), Step(1, "write"), Step(3, "close", "not_ours"))),
    Course(10, (Step(0.3, "claim"), Step(1, "ask"), Step(2.5, "answer"), Step(9, "write"), Step(12, "close", "cannot_locate"))),
    Course(6, (Step(0.5, "claim"), Step(1, "ask"), Step(60, "close", "cannot_locate"))),
    Course(4, (Step(0.9, "claim"), Step(2, "close", "duplicate"))),
    Course(3, (Step(1.2, "close", "withdrawn"),)),
    Course(1, (Step(0.5, "claim"), Step(1, "note"), Step(14, "close", "bad_faith"))),
    Course(2, (Step(120, "claim"), Step(121, "write"), Step(124, "close", "cannot_locate"))),
    Course(3, (Step(3.5, "claim"), Step(4, "note"), Step(34, "write"), Step(64, "write"), Step(95, "close", "cannot_locate"))),
    Course(18, AGREED, FIXED, gathers=14),
    Course(12, SILENT, FIXED, gathers=8),
    Course(4, DISAGREED, DISPUTED),
    Course(3, WITH_PLATFORM, OPENED, gathers=6),
    Course(2, TO_PLATFORM, NOTIFIED, gathers=6),
)
ALONE = tuple(course for course in COURSES if not course.incident)
