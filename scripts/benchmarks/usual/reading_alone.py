"""Workbooks merely read, with the fastest reader there is for Python. Arguments: BOOK.xlsx …"""

import sys

from python_calamine import CalamineWorkbook


def main() -> None:
    for path in sys.argv[1:]:
        book = CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python(skip_empty_area=False)


if __name__ == "__main__":
    main()
