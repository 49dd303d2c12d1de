"""The words that stand in list cells. The same words are used in code, sheets and documents."""

from enum import StrEnum


class Stage(StrEnum):
    NEW = "New"
    IN_CONVERSATION = "In conversation"
    GATHERING_ACCOUNTS = "Gathering accounts"
    DIALOGUE = "Dialogue"
    PLAN_AGREED = "Plan agreed"
    CHECKING_IN = "Checking in"
    PAUSED = "Paused"
    CLOSED = "Closed"


class Flag(StrEnum):
    """In order: the first that holds is shown."""

    WITH_A_COORDINATOR = "With a coordinator"
    WELL_OVERDUE = "Well overdue"
    OVERDUE = "Overdue"
    CHECK_THE_ROW = "Check the row"
    DUE_SOON = "Due soon"
    CHECK_IN_DUE = "Check-in due"
    PAUSED = "Paused"
    ON_TIME = "On time"
    DONE = "Done"


class WhatToDo(StrEnum):
    ACCEPT = "Accept"
    HOLD = "Hold"
    OUT_OF_SCOPE = "Out of scope"
    DUPLICATE = "Duplicate"
    REFER = "Refer to grievance officer"


class ConflictKind(StrEnum):
    INVOLVED = "involved"
    ASKED_TO_AVOID = "asked to avoid"
    KEPT_APART = "kept apart"
    KEPT_AWAY = "kept away by coordinator"
    POSSIBLE_MATCH = "possible match"


class Event(StrEnum):
    ASSIGNED = "assigned"
    REPLACED = "replaced"
    RELEASED = "released"


class Status(StrEnum):
    ACTIVE = "Active"
    RESTING = "Resting"
    LEFT = "Left"


class Role(StrEnum):
    """Of a party in a case, as it is said."""

    CAUSED = "said to have caused"
    EXPERIENCED = "experienced"
    WITNESSED = "witnessed"


class Consent(StrEnum):
    YES = "yes"
    NO = "no"
    WITHDRAWN = "withdrawn"


class Contact(StrEnum):
    ATTEMPT = "attempt"
    CONVERSATION = "conversation"


class StepKind(StrEnum):
    """Of a step of an accountability plan."""

    STEP_BACK = "Step back from a project"
    GIVE_UP_ROLE = "Give up a role"
    HIATUS = "Hiatus"
    READING = "Reading"
    TRAINING = "Training"
    APOLOGY = "Apology"
    MEDIATED_SESSION = "Mediated session"
    OTHER = "Other"


class Outcome(StrEnum):
    """Of a closed case: what the report counts, so few and broad."""

    AGREEMENT = "Agreement or plan carried out"
    CONVERSATION = "Talked through, no plan needed"
    ELSEWHERE = "Went on elsewhere"
    WITHDRAWN = "The requester ended it"
    NO_CONTACT = "No contact could be made"
    NO_AGREEMENT = "Ended without agreement"


class YesNo(StrEnum):
    YES = "yes"
    NO = "no"


class Result(StrEnum):
    OK = "ok"
    NOTHING_TO_DO = "nothing to do"
    FAILED = "failed"
    SKIPPED = "skipped"
