// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/todoist/due_date.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace rmirror::targets::todoist {
namespace {

using Lines = std::vector<std::pair<std::string, std::string>>;

constexpr auto kMonday = "2026-03-02";

/// "" for none.
std::string due(std::string const& line, std::string_view written = kMonday)
{
    return due_date(line, written).value_or("");
}

void expect(Lines const& lines, std::string_view written = kMonday)
{
    for (auto const& [line, date] : lines)
        EXPECT_EQ(due(line, written), date) << line;
}

TEST(TodoistDueDate, is_the_next_weekday_after_the_day_on_which_it_was_written)
{
    expect({{"Call Anna by Friday", "2026-03-06"},
            {"Call Anna by Fri", "2026-03-06"},
            {"Report due Tuesday", "2026-03-03"},
            {"Pay rent until Sunday!", "2026-03-08"},
            {"Dentist on Thursday at 9", "2026-03-05"},
            {"Bericht bis Freitag", "2026-03-06"},
            {"Bericht bis spätestens Freitag", "2026-03-06"},
            {"Bericht bis Fr. fertig", "2026-03-06"},
            {"Zahnarzt am Mittwoch", "2026-03-04"},
            {"Milch bis Sonnabend", "2026-03-07"},
            {"FÄLLIG SONNTAG", "2026-03-08"},
            {"**by Friday** call Anna", "2026-03-06"},
            {"Call Anna no later than Friday", "2026-03-06"}});
}

TEST(TodoistDueDate, is_a_week_later_if_it_was_written_on_that_weekday)
{
    expect({{"Call by Monday", "2026-03-09"}, {"Bis Montag anrufen", "2026-03-09"}});
}

TEST(TodoistDueDate, counts_across_months_and_years)
{
    EXPECT_EQ(due("by Friday", "2026-12-28"), "2027-01-01");
    EXPECT_EQ(due("bis Sonntag", "2028-02-28"), "2028-03-05");
    EXPECT_EQ(due("bis morgen", "2028-02-28"), "2028-02-29");
    EXPECT_EQ(due("bis morgen", "2026-02-28"), "2026-03-01");
}

TEST(TodoistDueDate, knows_next_and_this)
{
    expect({{"by next Friday", "2026-03-13"},
            {"by this Friday", "2026-03-06"},
            {"bis nächsten Freitag", "2026-03-06"},
            {"bis kommenden Freitag", "2026-03-06"}});
    EXPECT_EQ(due("by next Monday", "2026-03-08"), "2026-03-09");
    EXPECT_EQ(due("by next Sunday", "2026-03-08"), "2026-03-15");
}

TEST(TodoistDueDate, is_the_day_before_with_before)
{
    expect({{"Pack before Friday", "2026-03-05"},
            {"Packen vor Freitag", "2026-03-05"},
            {"vor dem 5.3.", "2026-03-04"}});
}

TEST(TodoistDueDate, knows_today_and_tomorrow)
{
    expect({{"Call today", "2026-03-02"},
            {"Call tomorrow", "2026-03-03"},
            {"by tomorrow", "2026-03-03"},
            {"heute noch anrufen", "2026-03-02"},
            {"morgen anrufen", "2026-03-03"},
            {"Morgen anrufen", "2026-03-03"},
            {"übermorgen anrufen", "2026-03-04"},
            {"Übermorgen anrufen", "2026-03-04"}});
}

TEST(TodoistDueDate, takes_no_morning_and_no_possessive_for_one)
{
    expect({{"Am Morgen laufen", ""},
            {"Guten Morgen sagen", ""},
            {"Read today's paper", ""},
            {"Read today’s paper", ""},
            {"File Friday's notes", ""},
            {"on Friday's agenda", ""}});
}

TEST(TodoistDueDate, counts_days_weeks_and_months)
{
    expect({{"in 3 days", "2026-03-05"},
            {"Reply within two weeks", "2026-03-16"},
            {"due in a week", "2026-03-09"},
            {"in 2 Tagen", "2026-03-04"},
            {"in einer Woche", "2026-03-09"},
            {"innerhalb von zwei Wochen", "2026-03-16"},
            {"in einem Monat", "2026-04-02"},
            {"in 5 minutes", ""},
            {"in Tagen", ""},
            {"vor 3 Tagen", ""}});
    EXPECT_EQ(due("in a month", "2026-01-31"), "2026-02-28");
    EXPECT_EQ(due("in 9999 months", "2026-01-31"), "2859-04-30");
}

TEST(TodoistDueDate, knows_the_end_of_a_week_and_of_a_month)
{
    expect({{"by the end of the week", "2026-03-06"},
            {"by EOW", "2026-03-06"},
            {"bis Ende der Woche", "2026-03-06"},
            {"by end of month", "2026-03-31"},
            {"bis Ende des Monats", "2026-03-31"},
            {"bis Monatsende", "2026-03-31"},
            {"bis Ende Mai", "2026-05-31"},
            {"by the end of February", "2027-02-28"},
            {"by the end of February 2028", "2028-02-29"},
            {"bis zum Ende", ""}});
    EXPECT_EQ(due("by the end of the week", "2026-03-06"), "2026-03-08");
    EXPECT_EQ(due("by the end of the week", "2026-03-08"), "2026-03-08");
}

TEST(TodoistDueDate, reads_dates_with_a_name_of_a_month)
{
    expect({{"by 5 March", "2026-03-05"},
            {"by March 5th", "2026-03-05"},
            {"by March 5th, 2027", "2027-03-05"},
            {"by the 5th of March", "2026-03-05"},
            {"due Mar. 5", "2026-03-05"},
            {"bis 5. März", "2026-03-05"},
            {"bis zum 5. März 2027", "2027-03-05"},
            {"am 5. Mrz. absenden", "2026-03-05"},
            {"by 1 March", "2027-03-01"},
            {"bis 29. Februar", "2028-02-29"},
            {"by Friday, 13 March", "2026-03-13"},
            {"bis Fr., 13. März", "2026-03-13"},
            {"by 31 April", ""},
            {"by March", ""}});
}

TEST(TodoistDueDate, reads_dates_in_numbers_that_have_one_reading)
{
    expect({{"bis 5.3.", "2026-03-05"},
            {"bis zum 5.3.26", "2026-03-05"},
            {"bis zum 5.3.2027 zahlen", "2027-03-05"},
            {"by 2026-03-05", "2026-03-05"},
            {"by 24/12", "2026-12-24"},
            {"by 12/24/2027", "2027-12-24"},
            {"by 5/3", ""},
            {"by 99/99", ""},
            {"bis 32.1.", ""},
            {"bis 3.5 kg", ""},
            {"by 2026-02-30", ""}});
}

TEST(TodoistDueDate, reads_a_day_of_the_month)
{
    expect({{"by the 15th", "2026-03-15"},
            {"bis zum 15.", "2026-03-15"},
            {"by the 1st", "2026-04-01"},
            {"by 5 pm", ""}});
    EXPECT_EQ(due("by the 31st", "2026-04-02"), "2026-05-31");
}

TEST(TodoistDueDate, is_the_first_that_the_line_names)
{
    expect({{"by Friday or by Sunday", "2026-03-06"}, {"by train, on Friday", "2026-03-06"}});
}

TEST(TodoistDueDate, is_none_where_the_line_names_none)
{
    expect({{"", ""},
            {"Buy milk", ""},
            {"Buy a new monitor", ""},
            {"so tun, als ob", ""},
            {"bis so viel da ist", ""},
            {"do it on do not", ""},
            {"Meet Fri", ""},
            {"Book by May Sarton", ""},
            {"Read 1984 by Orwell", ""},
            {"by 12345", ""},
            {"by", ""},
            {"bis", ""},
            {"in", ""},
            {"\xff\xfe by \xc3", ""}});
}

TEST(TodoistDueDate, needs_a_year_if_nobody_knows_when_it_was_written)
{
    for (auto const* const line :
         {"by Friday", "tomorrow", "in 3 days", "by 5 March", "bis 5.3.", "by the 15th", "by EOM"})
        EXPECT_EQ(due_date(line, std::nullopt), std::nullopt) << line;
    EXPECT_EQ(due_date("by Friday, 6 March 2026", std::nullopt), "2026-03-06");
    EXPECT_EQ(due_date("bis 5.3.2026", std::nullopt), "2026-03-05");
    EXPECT_EQ(due_date("by 2026-03-05", "nonsense"), "2026-03-05");
}

}  // namespace
}  // namespace rmirror::targets::todoist
