// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/todoist/due_date.hpp"

#include "targets/todoist/due_words.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <span>
#include <vector>

namespace rmirror::targets::todoist {

namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::array<std::string_view, 15> kMarkers = {"by",   "until",      "till",     "due",   "on",
                                                       "than", "before",     "deadline", "bis",   "zum",
                                                       "am",   "spätestens", "fällig",   "frist", "vor"};
constexpr std::array<std::string_view, 8> kFillers = {"the", "on",  "by",  "zum",
                                                      "am",  "dem", "den", "spätestens"};
constexpr std::array<std::string_view, 9> kEndWords = {"of",     "the",    "this",   "der", "des",
                                                       "dieser", "dieses", "diesem", "vom"};
constexpr std::array<std::string_view, 4> kOrdinals = {"st", "nd", "rd", "th"};
constexpr std::array<std::string_view, 6> kThis = {"this",   "diesen",    "dieser",
                                                   "coming", "kommenden", "nächsten"};
constexpr std::size_t kYearDigits = 4;
constexpr unsigned kDaysAWeek = 7;

bool is_one_of(std::span<std::string_view const> words, DueToken const& token)
{
    return !token.word.empty() && std::find(words.begin(), words.end(), token.word) != words.end();
}

std::optional<sys_days> day_of(int year, unsigned month, unsigned day)
{
    constexpr unsigned kMaxDay = 31;
    year_month_day const date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
    if (day > kMaxDay || !date.ok())
        return std::nullopt;
    return sys_days(date);
}

std::string iso_text(sys_days day)
{
    year_month_day const date(day);
    auto const two = [](unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return std::to_string(static_cast<int>(date.year())) + "-" + two(static_cast<unsigned>(date.month())) +
           "-" + two(static_cast<unsigned>(date.day()));
}

/// Reads dates from a line's tokens.
class DueReader {
public:
    DueReader(std::vector<DueToken> tokens, std::optional<sys_days> written)
        : tokens_(std::move(tokens)), written_(written)
    {}

    std::optional<sys_days> first() const;

private:
    using Day = std::optional<sys_days>;

    DueToken const& at(std::size_t index) const
    {
        static DueToken const none;
        return index < tokens_.size() ? tokens_[index] : none;
    }
    bool is_possessive(std::size_t index) const;
    std::size_t after_fillers(std::size_t index) const;
    Day marked(std::size_t index) const;
    Day date_at(std::size_t index) const;
    Day near_day(std::size_t index) const;
    Day after_a_time(std::size_t index) const;
    Day weekday(std::size_t index) const;
    Day end_of(std::size_t index) const;
    Day with_name(std::size_t index) const;
    Day in_numbers(std::size_t index) const;
    Day in_year(unsigned month, unsigned day, std::size_t index) const;
    Day next_date(unsigned month, unsigned day) const;
    Day day_of_month(std::size_t index) const;
    std::size_t after_ordinal(std::size_t index) const;

    std::vector<DueToken> tokens_;
    Day written_;
};

/// Whether it is "today's", which names no due date.
bool DueReader::is_possessive(std::size_t index) const
{
    return at(index + 1).mark == '\'';
}

std::size_t DueReader::after_fillers(std::size_t index) const
{
    while (is_one_of(kFillers, at(index)) || at(index).mark == ':')
        ++index;
    return index;
}

/// "Morgen" with a capital is the morning, unless the line begins with it.
DueReader::Day DueReader::near_day(std::size_t index) const
{
    auto const ahead = days_named(at(index));
    if (!ahead || !written_ || is_possessive(index))
        return std::nullopt;
    bool const is_morning = at(index).word == "morgen" && at(index).is_capital && index > 0;
    return is_morning ? std::nullopt : Day(*written_ + days(*ahead));
}

/// "in 3 days", "within two weeks", "in einem Monat".
DueReader::Day DueReader::after_a_time(std::size_t index) const
{
    auto const& word = at(index).word;
    if (!written_ || (word != "in" && word != "within" && word != "binnen" && word != "innerhalb"))
        return std::nullopt;
    index += at(index + 1).word == "von" ? 2 : 1;
    auto const named = number_named(at(index).word);
    if (!named && !at(index).is_number())
        return std::nullopt;
    auto const count = static_cast<int>(named ? *named : at(index).value);
    auto const& unit = at(index + 1).word;
    if (unit == "day" || unit == "days" || unit == "tag" || unit == "tage" || unit == "tagen")
        return *written_ + days(count);
    if (unit == "week" || unit == "weeks" || unit == "woche" || unit == "wochen")
        return *written_ + days(count * static_cast<int>(kDaysAWeek));
    if (unit != "month" && unit != "months" && unit != "monat" && unit != "monate" && unit != "monaten")
        return std::nullopt;
    auto const date = year_month_day(*written_) + months(count);
    return date.ok() ? sys_days(date) : sys_days(date.year() / date.month() / std::chrono::last);
}

/// "next Friday" is that of the next week; "nächsten Freitag" the next to come.
DueReader::Day DueReader::weekday(std::size_t index) const
{
    bool const is_next = at(index).word == "next";
    if (is_next || is_one_of(kThis, at(index)))
        ++index;
    auto const named = weekday_named(at(index));
    if (!named || is_possessive(index))
        return std::nullopt;
    auto rest = index + 1;
    while (at(rest).mark != 0)
        ++rest;
    if (auto const date = with_name(after_fillers(rest)))
        return date;
    if (auto const date = in_numbers(after_fillers(rest)))
        return date;
    if (!written_)
        return std::nullopt;
    auto const wanted = std::chrono::weekday(*named);
    if (!is_next)
        return *written_ + days(1) + (wanted - std::chrono::weekday(*written_ + days(1)));
    auto const monday =
        *written_ + (std::chrono::Monday - std::chrono::weekday(*written_ + days(1))) + days(1);
    return monday + (wanted - std::chrono::Monday);
}

/// "end of the week" is Friday, or Sunday once it is Friday; "Ende Mai", "end of month", "Monatsende".
DueReader::Day DueReader::end_of(std::size_t index) const
{
    auto unit = at(index).word;
    if (unit == "end" || unit == "ende") {
        do
            ++index;
        while (is_one_of(kEndWords, at(index)));
        unit = at(index).word;
        if (auto const month = month_named(unit))
            if (auto const first = in_year(*month, 1, index + 1))
                return sys_days(year_month_day(*first).year() / std::chrono::month(*month) /
                                std::chrono::last);
    } else if (unit == "eow" || unit == "eom" || unit == "monatsende") {
        unit = unit == "eow" ? "week" : "month";
    } else {
        return std::nullopt;
    }
    if (!written_)
        return std::nullopt;
    auto const date = year_month_day(*written_);
    if (unit == "month" || unit == "monats")
        return sys_days(date.year() / date.month() / std::chrono::last);
    if (unit != "week" && unit != "woche")
        return std::nullopt;
    auto const friday = *written_ + (std::chrono::Friday - std::chrono::weekday(*written_));
    auto const sunday = *written_ + (std::chrono::Sunday - std::chrono::weekday(*written_));
    return *written_ < friday && friday < sunday ? friday : sunday;
}

DueReader::Day DueReader::next_date(unsigned month, unsigned day) const
{
    if (!written_)
        return std::nullopt;
    auto const year = static_cast<int>(year_month_day(*written_).year());
    constexpr int kYearsToLeapDay = 8;
    for (int ahead = 0; ahead <= kYearsToLeapDay; ++ahead)
        if (auto const date = day_of(year + ahead, month, day); date && *date >= *written_)
            return date;
    return std::nullopt;
}

/// The day in the year that the tokens from `index` on name, or else in the next that contains it.
DueReader::Day DueReader::in_year(unsigned month, unsigned day, std::size_t index) const
{
    if (at(index).mark == ',')
        ++index;
    constexpr int kThisCentury = 2000;
    if (at(index).digits == kYearDigits)
        return day_of(static_cast<int>(at(index).value), month, day);
    if (at(index).digits == 2 && at(index - 1).mark == '.')
        return day_of(kThisCentury + static_cast<int>(at(index).value), month, day);
    return next_date(month, day);
}

/// Behind "5", "5." or "5th".
std::size_t DueReader::after_ordinal(std::size_t index) const
{
    bool const has_suffix = at(index + 1).mark == '.' || is_one_of(kOrdinals, at(index + 1));
    return index + (has_suffix ? 2 : 1);
}

/// "5. März 2026", "the 5th of March", "March 5th, 2026".
DueReader::Day DueReader::with_name(std::size_t index) const
{
    if (at(index).is_number()) {
        auto next = after_ordinal(index);
        if (at(next).word == "of")
            ++next;
        auto const month = month_named(at(next).word);
        auto const rest = next + (at(next + 1).mark == '.' ? 2 : 1);
        return month ? in_year(*month, at(index).value, rest) : std::nullopt;
    }
    auto const month = month_named(at(index).word);
    auto const day = index + (at(index + 1).mark == '.' ? 2 : 1);
    if (!month || !at(day).is_number() || at(day).digits == kYearDigits)
        return std::nullopt;
    return in_year(*month, at(day).value, after_ordinal(day));
}

/// "2026-03-05", "5.3.", "5.3.2026", and "24/12" or "12/24", which have one reading.
DueReader::Day DueReader::in_numbers(std::size_t index) const
{
    auto const& first = at(index);
    auto const& second = at(index + 2);
    auto const mark = at(index + 1).mark;
    if (!first.is_number() || !second.is_number())
        return std::nullopt;
    if (first.digits == kYearDigits && mark == '-' && at(index + 3).mark == '-')
        return day_of(static_cast<int>(first.value), second.value, at(index + 4).value);
    if (mark == '.' && at(index + 3).mark == '.')
        return in_year(second.value, first.value, index + 4);
    constexpr unsigned kMonths = 12;
    bool const is_clear = (first.value > kMonths) != (second.value > kMonths);
    if (mark != '/' || !is_clear)
        return std::nullopt;
    auto const rest = index + (at(index + 3).mark == '/' ? 4 : 3);
    return in_year(std::min(first.value, second.value), std::max(first.value, second.value), rest);
}

/// "the 15th" or "zum 15.": this month's, or the next month's that has such a day.
DueReader::Day DueReader::day_of_month(std::size_t index) const
{
    if (!written_ || !at(index).is_number() || after_ordinal(index) == index + 1 || at(index + 2).is_number())
        return std::nullopt;
    constexpr int kMaxMonthsAhead = 3;
    for (int ahead = 0; ahead < kMaxMonthsAhead; ++ahead) {
        auto const month =
            year_month_day(*written_).year() / year_month_day(*written_).month() + months(ahead);
        auto const date =
            day_of(static_cast<int>(month.year()), static_cast<unsigned>(month.month()), at(index).value);
        if (date && *date >= *written_)
            return date;
    }
    return std::nullopt;
}

DueReader::Day DueReader::date_at(std::size_t index) const
{
    using Read = Day (DueReader::*)(std::size_t) const;
    for (Read const read : {&DueReader::near_day, &DueReader::weekday, &DueReader::end_of,
                            &DueReader::with_name, &DueReader::in_numbers, &DueReader::day_of_month})
        if (auto const day = (this->*read)(index))
            return day;
    return std::nullopt;
}

/// A date behind "by", "bis" and the like. "before" and "vor" mean the day before.
DueReader::Day DueReader::marked(std::size_t index) const
{
    if (!is_one_of(kMarkers, at(index)))
        return std::nullopt;
    auto const day = date_at(after_fillers(index + 1));
    bool const is_before = at(index).word == "before" || at(index).word == "vor";
    return day && is_before ? Day(*day - days(1)) : day;
}

DueReader::Day DueReader::first() const
{
    for (std::size_t index = 0; index < tokens_.size(); ++index)
        for (auto const& day : {marked(index), near_day(index), after_a_time(index)})
            if (day)
                return day;
    return std::nullopt;
}

std::optional<sys_days> day_in(std::string_view iso)
{
    auto const tokens = due_tokens(iso);
    constexpr std::size_t kParts = 5;
    if (tokens.size() != kParts)
        return std::nullopt;
    return day_of(static_cast<int>(tokens[0].value), tokens[2].value, tokens[4].value);
}

}  // namespace

std::optional<std::string> due_date(std::string_view line, std::optional<std::string_view> written)
{
    auto const day = DueReader(due_tokens(line), written ? day_in(*written) : std::nullopt).first();
    return day ? std::optional(iso_text(*day)) : std::nullopt;
}

}  // namespace rmirror::targets::todoist
