"""The files platform: form exports as CSV, workbooks as .xlsx, all in one private folder."""
