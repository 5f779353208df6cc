/* The rows of ReportBench by libxlsxwriter in constant memory: ROWS FILE, prints its CPU seconds. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <xlsxwriter.h>

int main(int count, char **words) {
    if (count < 3) {
        return 2;
    }
    long rows = atol(words[1]);
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    lxw_workbook *book = workbook_new_opt(words[2], &options);
    lxw_format *day = workbook_add_format(book);
    lxw_format *moment = workbook_add_format(book);
    lxw_format *money = workbook_add_format(book);
    format_set_num_format(day, "yyyy-mm-dd");
    format_set_num_format(moment, "yyyy-mm-dd hh:mm:ss");
    format_set_num_format(money, "#,##0.00");
    lxw_worksheet *sheet = workbook_add_worksheet(book, "Rows");
    char text[200];
    for (int c = 0; c < 10; c++) {
        snprintf(text, sizeof text, "Column %d", c);
        worksheet_write_string(sheet, 0, c, text, NULL);
    }
    const char *kinds[] = {"Order", "Return", "Case", "Complaint", "Call"};
    for (long i = 0; i < rows; i++) {
        lxw_row_t r = (lxw_row_t) (i + 1);
        struct tm at = {.tm_year = 124, .tm_mon = 0, .tm_mday = 1 + (int) (i % 700)};
        time_t seconds = timegm(&at);
        struct tm *date = gmtime(&seconds);
        lxw_datetime only_day = {date->tm_year + 1900, date->tm_mon + 1, date->tm_mday, 0, 0, 0};
        lxw_datetime when = {date->tm_year + 1900, 5, 1 + (int) (i % 28), (int) (i % 24), (int) (i % 60), (double) (i % 59)};
        worksheet_write_string(sheet, r, 0, "crm", NULL);
        snprintf(text, sizeof text, "%ld", 100000000 + i);
        worksheet_write_string(sheet, r, 1, text, NULL);
        snprintf(text, sizeof text, "%s%ld", i % 2 == 0 ? "客户 " : "Customer ", i * 7919L % 1000003);
        worksheet_write_string(sheet, r, 2, text, NULL);
        worksheet_write_string(sheet, r, 3, kinds[i % 5], NULL);
        worksheet_write_datetime(sheet, r, 4, &only_day, day);
        worksheet_write_datetime(sheet, r, 5, &when, moment);
        worksheet_write_number(sheet, r, 6, (double) (i * 7919L % 10000000) / 100, money);
        worksheet_write_number(sheet, r, 7, (double) (i % 11), NULL);
        snprintf(
            text,
            sizeof text,
            i % 2 == 0 ? "物流很快，包装完好，客服态度也不错，编号 %ld" : "Arrived late & the box was damaged, ticket %ld",
            i * 31L % 100003);
        worksheet_write_string(sheet, r, 8, text, NULL);
        worksheet_write_string(sheet, r, 9, i % 3 == 0 ? "Yes" : "No", NULL);
    }
    if (workbook_close(book) != LXW_NO_ERROR) {
        return 1;
    }
    printf("%f\n", (double) clock() / CLOCKS_PER_SEC);
    return 0;
}
