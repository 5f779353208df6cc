"""The rows of ReportBench by openpyxl's write-only workbook: ROWS FILE, prints its CPU seconds."""
import datetime
import sys
import time

from openpyxl import Workbook

rows, path = int(sys.argv[1]), sys.argv[2]
book = Workbook(write_only=True)
sheet = book.create_sheet("Rows")
sheet.append(["Column %d" % c for c in range(10)])
kinds = ["Order", "Return", "Case", "Complaint", "Call"]
start = datetime.date(2024, 1, 1)
for i in range(rows):
    date = start + datetime.timedelta(days=i % 700)
    number = i * 31 % 100_003
    sheet.append(
        [
            "crm",
            str(100_000_000 + i),
            ("客户 " if i % 2 == 0 else "Customer ") + str(i * 7919 % 1_000_003),
            kinds[i % 5],
            date,
            datetime.datetime(date.year, 5, 1 + i % 28, i % 24, i % 60, i % 59),
            i * 7919 % 10_000_000 / 100,
            i % 11,
            "物流很快，包装完好，客服态度也不错，编号 %d" % number
            if i % 2 == 0
            else "Arrived late & the box was damaged, ticket %d" % number,
            "Yes" if i % 3 == 0 else "No",
        ]
    )
book.save(path)
print(time.process_time())
