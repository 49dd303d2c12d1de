"""A form export taken into a workbook with pandas. Arguments: EXPORT.csv OFFICE.xlsx

What is missing in the tab Intake, by its time, is put below, and every tab is written anew.
"""

import sys

import pandas


def main(export: str, office: str) -> None:
    given = pandas.read_csv(export, dtype=str, keep_default_na=False)
    tabs = pandas.read_excel(office, sheet_name=None)
    intake = tabs["Intake"]
    first = list(intake.columns).index("about")
    names = dict(zip(given.columns[1:], intake.columns[first:], strict=True))
    new = given[~given["Timestamp"].isin(intake["Response"])]
    if new.empty:
        return
    taken_in = new.rename(columns={"Timestamp": "Response", **names})
    tabs["Intake"] = pandas.concat([intake, taken_in], ignore_index=True)
    with pandas.ExcelWriter(office) as writer:
        for title, tab in tabs.items():
            tab.to_excel(writer, sheet_name=title, index=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
