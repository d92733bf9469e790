// SPDX-License-Identifier: AGPL-3.0-or-later
#include "spend/prices.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace rmirror::spend {

namespace {

using Price = Prices::Price;

constexpr std::int64_t kPerMillion = 1'000'000;  // One dollar per million tokens.
constexpr std::int64_t kMaxPerMillion = 10'000 * kPerMillion;

struct Row {
    std::string_view model;
    Price price;
};

// From Claude's price list of November 2026.
constexpr std::array kRows = {
    Row{"claude-haiku-5-5",
        {.input = kPerMillion / 10,
         .output = kPerMillion / 2,
         .long_prompt = 100'000,
         .long_input = kPerMillion / 2,
         .long_output = 5 * kPerMillion / 2}},
    Row{"claude-sonnet-5-5", {.input = 2 * kPerMillion, .output = 10 * kPerMillion, .cache_read_percent = 5}},
    Row{"claude-opus-5-5", {.input = 4 * kPerMillion, .output = 20 * kPerMillion, .cache_read_percent = 5}},
    Row{"claude-haiku-4-5", {.input = kPerMillion, .output = 5 * kPerMillion}},
};

/// Removes the date at the end of some model names, such as claude-haiku-4-5-20251001.
std::string_view undated(std::string_view model)
{
    constexpr std::size_t kDigits = 8;
    auto const dash = model.rfind('-');
    if (dash == std::string_view::npos || model.size() - dash - 1 != kDigits)
        return model;
    auto const day = model.substr(dash + 1);
    return day.find_first_not_of("0123456789") == std::string_view::npos ? model.substr(0, dash) : model;
}

/// The higher of each price, so that no model costs more.
Price dearer(Price const& a, Price const& b)
{
    auto const read = [](Price const& price) { return price.input * price.cache_read_percent; };
    Price price;
    price.input = std::max({a.input, b.input, a.long_input, b.long_input});
    price.output = std::max({a.output, b.output, a.long_output, b.long_output});
    auto const max_read = std::max(read(a), read(b));
    price.cache_read_percent = price.input > 0 ? (max_read + price.input - 1) / price.input : 0;
    return price;
}

/// Clamps a count from a service's response, which can't be trusted to be small.
std::int64_t bounded(std::int64_t tokens)
{
    return std::clamp<std::int64_t>(tokens, 0, 1'000'000'000);
}

}  // namespace

std::optional<std::int64_t> parse_microdollars(std::string_view text)
{
    constexpr std::size_t kPlaces = 6;
    constexpr std::size_t kMaxDigits = 9;
    constexpr std::string_view kDigits = "0123456789";
    auto const point = text.find('.');
    auto const whole = text.substr(0, point);
    auto const places = point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
    if (whole.empty() || whole.size() > kMaxDigits || places.size() > kPlaces ||
        (point != std::string_view::npos && places.empty()) ||
        whole.find_first_not_of(kDigits) != std::string_view::npos ||
        places.find_first_not_of(kDigits) != std::string_view::npos)
        return std::nullopt;
    std::int64_t number = 0;
    for (char const digit : whole)
        number = 10 * number + (digit - '0');
    for (std::size_t place = 0; place < kPlaces; ++place)
        number = 10 * number + (place < places.size() ? places[place] - '0' : 0);
    return number;
}

Result<Prices> Prices::read(std::vector<std::string> const& more)
{
    Prices prices;
    for (auto const& [model, price] : kRows)
        prices.prices_.emplace(model, price);
    for (auto const& entry : more) {
        auto const equals = entry.find('=');
        auto const slash = entry.find('/', equals == std::string::npos ? 0 : equals);
        auto const model = entry.substr(0, equals);
        auto const is_whole = equals != std::string::npos && slash != std::string::npos && !model.empty();
        auto const input =
            is_whole ? parse_microdollars(std::string_view(entry).substr(equals + 1, slash - equals - 1))
                     : std::nullopt;
        auto const output =
            is_whole ? parse_microdollars(std::string_view(entry).substr(slash + 1)) : std::nullopt;
        if (!input || !output || *input > kMaxPerMillion || *output > kMaxPerMillion)
            return Refusal{
                "RMIRROR_PRICES must look like claude-opus-5-5=4/20,my-model=0.15/0.6: dollars per "
                "million tokens of input and output; it has \"" +
                entry + "\"."};
        prices.prices_.insert_or_assign(model, Price{.input = *input, .output = *output});
    }
    for (auto const& [model, price] : prices.prices_)
        if (model.starts_with("claude-"))
            prices.dearest_ = dearer(prices.dearest_, price);
    return prices;
}

Price const* Prices::find(std::string_view model) const
{
    auto found = prices_.find(model);
    if (found == prices_.end())
        found = prices_.find(undated(model));
    return found == prices_.end() ? nullptr : &found->second;
}

bool Prices::has(std::string_view model) const
{
    return find(model) != nullptr;
}

Nanodollars Prices::cost(Vendor vendor, std::string_view model, Tokens const& tokens, Rate rate) const
{
    auto const* price = find(model);
    if (!price && vendor == Vendor::other)
        return 0;
    if (!price)
        price = &dearest_;
    auto const fresh = bounded(tokens.input);
    auto const read = bounded(tokens.cache_read);
    auto const written = bounded(tokens.cache_written);
    auto const written_for_hour = bounded(tokens.cache_written_for_hour);
    bool const is_long = fresh + read + written + written_for_hour > price->long_prompt;
    auto const input = is_long ? price->long_input : price->input;
    auto const output = is_long ? price->long_output : price->output;
    // A token written to the cache for five minutes costs 1.25 times as much as input, for an hour twice.
    auto const percents =
        100 * fresh + price->cache_read_percent * read + 125 * written + 200 * written_for_hour;
    __extension__ using Wide = __int128;
    auto const sum = Wide{percents} * input + Wide{100} * bounded(tokens.output) * output;
    // `sum` is in percent of microdollars per million tokens; dividing it gives nanodollars, half of them for
    // a batch. Fractions are rounded up.
    Wide const divisor = rate == Rate::batch ? 200'000 : 100'000;
    constexpr Wide kMaxCost = 1'000'000 * Wide{kDollar};
    return static_cast<Nanodollars>(std::min(kMaxCost, (sum + divisor - 1) / divisor));
}

}  // namespace rmirror::spend
