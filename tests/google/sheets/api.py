"""The methods of Google Sheets v4 and the paths they are found at."""

from __future__ import annotations

from tests.google.sheets import api_metadata, api_spreadsheets, api_values
from tests.google.wire import Route

_ONE = r"/v4/spreadsheets/(?P<id>[^/:]+)"
_VALUES = _ONE + r"/values"
_RANGE = _VALUES + r"/(?P<range>[^/]+)"

ROUTES: list[Route] = [
    Route("POST", r"/v4/spreadsheets", api_spreadsheets.create),
    Route("GET", _ONE, api_spreadsheets.get),
    Route("POST", _ONE + ":getByDataFilter", api_spreadsheets.get_by_data_filter),
    Route("POST", _ONE + ":batchUpdate", api_spreadsheets.batch_update),
    Route("POST", _ONE + r"/sheets/(?P<sheet>\d+):copyTo", api_spreadsheets.copy_to),
    Route("GET", _VALUES + ":batchGet", api_values.batch_get),
    Route("POST", _VALUES + ":batchUpdate", api_values.batch_update),
    Route("POST", _VALUES + ":batchClear", api_values.batch_clear),
    Route("POST", _VALUES + ":batchGetByDataFilter", api_metadata.batch_get),
    Route("POST", _VALUES + ":batchUpdateByDataFilter", api_metadata.batch_update),
    Route("POST", _VALUES + ":batchClearByDataFilter", api_metadata.batch_clear),
    Route("GET", _ONE + r"/developerMetadata/(?P<metadata>\d+)", api_metadata.get),
    Route("POST", _ONE + "/developerMetadata:search", api_metadata.search),
    Route("POST", _RANGE + ":append", api_values.append),
    Route("POST", _RANGE + ":clear", api_values.clear),
    Route("GET", _RANGE, api_values.get),
    Route("PUT", _RANGE, api_values.update),
]
