"""Google Sheets v4, as far as its clients can tell.

For the other parts of the server:

- `api.ROUTES`: the methods;
- `book.Spreadsheet`, the content of a file, with `to_json()` and `from_json()`, and `book.new_spreadsheet`
  and `book.copied`;
- `batch.apply_batch(spreadsheet, requests, world=world)`: what spreadsheets.batchUpdate does;
- `people.type_cell(spreadsheet, sheet_id, row, column, text, world=world)`: as a person types;
- `export.as_csv(spreadsheet, sheet, now)` and `export.as_xlsx(spreadsheet, now)`: bytes.
"""
