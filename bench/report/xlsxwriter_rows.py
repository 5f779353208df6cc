"""The rows of ReportBench by XlsxWriter in constant memory: ROWS FILE, prints its CPU seconds."""
import datetime
import sys
import time

import xlsxwriter

rows, path = int(sys.argv[1]), sys.argv[2]
book = xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_urls": False})
day = book.add_format({"num_format": "yyyy-mm-dd"})
moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
money = book.add_format({"num_format": "#,##0.00"})
sheet = book.add_worksheet("Rows")
for c in range(10):
    sheet.write_string(0, c, "Column %d" % c)
kinds = ["Order", "Return", "Case", "Complaint", "Call"]
start = datetime.date(2024, 1, 1)
for i in range(rows):
    r = i + 1
    date = start + datetime.timedelta(days=i % 700)
    sheet.write_string(r, 0, "crm")
    sheet.write_string(r, 1, str(100_000_000 + i))
    sheet.write_string(r, 2, ("客户 " if i % 2 == 0 else "Customer ") + str(i * 7919 % 1_000_003))
    sheet.write_string(r, 3, kinds[i % 5])
    sheet.write_datetime(r, 4, date, day)
    sheet.write_datetime(r, 5, datetime.datetime(date.year, 5, 1 + i % 28, i % 24, i % 60, i % 59), moment)
    sheet.write_number(r, 6, i * 7919 % 10_000_000 / 100, money)
    sheet.write_number(r, 7, i % 11)
    number = i * 31 % 100_003
    sheet.write_string(
        r,
        8,
        "物流很快，包装完好，客服态度也不错，编号 %d" % number
        if i % 2 == 0
        else "Arrived late & the box was damaged, ticket %d" % number,
    )
    sheet.write_string(r, 9, "Yes" if i % 3 == 0 else "No")
book.close()
print(time.process_time())
