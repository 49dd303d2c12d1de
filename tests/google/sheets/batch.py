"""spreadsheets.batchUpdate: all requests or none."""

from __future__ import annotations

from collections.abc import Sequence

from tests.google.sheets import (
    batch_cells,
    batch_copying,
    batch_dimensions,
    batch_groups,
    batch_merges,
    batch_metadata,
    batch_overlays,
    batch_ranges,
    batch_rules,
    batch_sheets,
    batch_sorting,
    batch_text,
)
from tests.google.sheets.book import Refusal, Spreadsheet
from tests.google.sheets.masks import BadMask
from tests.google.sheets.work import Handler, Work
from tests.google.wire import ApiError, Json
from tests.google.world import World

HANDLERS: dict[str, Handler] = {
    **batch_cells.HANDLERS,
    **batch_copying.HANDLERS,
    **batch_dimensions.HANDLERS,
    **batch_groups.HANDLERS,
    **batch_merges.HANDLERS,
    **batch_metadata.HANDLERS,
    **batch_overlays.HANDLERS,
    **batch_ranges.HANDLERS,
    **batch_rules.HANDLERS,
    **batch_sheets.HANDLERS,
    **batch_sorting.HANDLERS,
    **batch_text.HANDLERS,
}


def apply_batch(
    spreadsheet: Spreadsheet,
    requests: Sequence[Json],
    *,
    world: World,
    editor: str | None = None,
    owner: str = "",
) -> list[Json]:
    """Carries out the requests and returns their replies; if one fails, none has happened.
    `editor` is who writes, for protected ranges; None may write everywhere.
    """
    work = Work(spreadsheet, world.clock(), editor, owner, world.switches.metadata_follows_sort)
    before = spreadsheet.snapshot()
    try:
        return [_carry_out(work, index, request) for index, request in enumerate(requests)]
    except BaseException:
        spreadsheet.restore(before)
        raise


def _carry_out(work: Work, index: int, request: Json) -> Json:
    kinds = list(request)
    if not kinds:
        raise ApiError(400, f"Invalid requests[{index}]: No request set.")
    kind = kinds[0]
    if len(kinds) > 1:
        raise ApiError(
            400,
            f"Invalid value at 'requests[{index}]' (oneof), oneof field 'kind' is already set. "
            f"Cannot set '{kinds[1]}'",
        )
    handler = HANDLERS.get(kind)
    if handler is None:
        raise ApiError(400, f"Invalid requests[{index}].{kind}: This request is not supported.")
    try:
        reply = handler(work, request[kind])
    except Refusal as refusal:
        raise ApiError(400, f"Invalid requests[{index}].{kind}: {refusal}") from None
    except BadMask as bad:
        raise ApiError(400, f"Invalid requests[{index}].{kind}: Invalid field: {bad}") from None
    return {} if reply is None else {kind: reply}
