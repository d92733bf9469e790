// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/settings/settings.hpp"

#include "base/edit_distance.hpp"
#include "base/trimmed.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <utility>

namespace rmirror {

namespace {

constexpr std::string_view kPrefix = "RMIRROR_";
constexpr std::string_view kFileSuffix = "_FILE";
/// Variables with this prefix that belong to the command line, or to the tests, which start servers.
constexpr std::array<std::string_view, 5> kNotOurs = {"RMIRROR_SERVER", "RMIRROR_TOKEN", "RMIRROR_E2E_PORT",
                                                      "RMIRROR_CORPUS", "RMIRROR_TRUTH"};

/// Variables of the agent, which may run on the same machine.
constexpr std::string_view kAgentsPrefix = "RMIRROR_AGENT_";

Option const* find_option(std::string_view name)
{
    auto const& options = all_options();
    auto const found =
        std::find_if(options.begin(), options.end(), [&](Option const& each) { return each.name == name; });
    return found == options.end() ? nullptr : &*found;
}

/// Suggests a test setting only for a name with their prefix.
std::string unknown(std::string const& name)
{
    constexpr std::size_t kFarthest = 5;
    auto const distance = [&](Option const& option) {
        return option.name.starts_with(kTestPrefix) == name.starts_with(kTestPrefix)
                   ? edit_distance(name, option.name)
                   : kFarthest + 1;
    };
    auto const& options = all_options();
    auto const nearest = std::min_element(options.begin(), options.end(), [&](auto const& a, auto const& b) {
        return distance(a) < distance(b);
    });
    auto const sentence = name + " isn't a setting of this server.";
    if (distance(*nearest) > kFarthest)
        return sentence + " --help lists all settings.";
    return sentence + " Did you mean " + std::string(nearest->name) + "?";
}

std::optional<std::string> first_unknown(Settings::Environment const& environment)
{
    for (auto const& [name, value] : environment) {
        if (!name.starts_with(kPrefix) || name.starts_with(kAgentsPrefix) ||
            std::find(kNotOurs.begin(), kNotOurs.end(), name) != kNotOurs.end())
            continue;
        bool const from_file = name.ends_with(kFileSuffix);
        if (!find_option(from_file ? name.substr(0, name.size() - kFileSuffix.size()) : name))
            return name;
    }
    return std::nullopt;
}

/// Strips trailing line ends: a secret's file often ends with one that isn't part of the secret.
std::optional<std::string> read_file(std::string const& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return std::nullopt;
    std::string value(std::istreambuf_iterator<char>(file), {});
    while (value.ends_with('\n') || value.ends_with('\r'))
        value.pop_back();
    return value;
}

Result<std::string> text_of(Option const& option, Settings::Environment const& environment)
{
    std::string const name(option.name);
    auto const direct = environment.find(name);
    auto const file = environment.find(name + std::string(kFileSuffix));
    if (direct != environment.end() && file != environment.end())
        return Refusal{"Both " + name + " and " + file->first + " are set. Set one of them."};
    if (direct != environment.end())
        return direct->second;
    if (file == environment.end())
        return std::string(option.fallback);
    auto text = read_file(file->second);
    if (!text)
        return Refusal{file->first + " names a file that can't be read: " + file->second};
    return std::move(*text);
}

bool is_set(Option const& option, Settings::Environment const& environment)
{
    std::string const name(option.name);
    return environment.contains(name) || environment.contains(name + std::string(kFileSuffix));
}

Refusal must(Option const& option, std::string const& be)
{
    return {std::string(option.name) + " must " + be};
}

Result<std::size_t> parse_count(Option const& option, std::string const& text)
{
    std::size_t count = 0;
    auto const result = std::from_chars(text.data(), text.data() + text.size(), count);
    bool const whole = !text.empty() && result.ec == std::errc{} && result.ptr == text.data() + text.size();
    if (whole && count >= option.min && count <= option.max)
        return count;
    return must(option, "be a number from " + std::to_string(option.min) + " to " +
                            std::to_string(option.max) + "; it is \"" + text + "\".");
}

/// "error, info or debug"
std::string listed(std::span<std::string_view const> words)
{
    std::string text(words.front());
    for (std::size_t i = 1; i < words.size(); ++i) {
        text += i + 1 == words.size() ? " or " : ", ";
        text += words[i];
    }
    return text;
}

Result<std::string> parse_choice(Option const& option, std::string const& text)
{
    auto const& choices = option.choices;
    if (std::find(choices.begin(), choices.end(), text) == choices.end())
        return must(option, "be " + listed(choices) + ".");
    return text;
}

Result<std::string> parse_address(Option const& option, std::string const& text)
{
    bool const is_web = text.starts_with("http://") || text.starts_with("https://");
    bool const may_be_none = text.empty() && option.fallback.empty();
    if (may_be_none || (is_web && !text.ends_with('/')))
        return text;
    return must(option, "look like https://host.example, without a trailing slash.");
}

/// Splits at commas and trims the parts; empty parts are omitted.
std::vector<std::string> parse_list(std::string_view text)
{
    std::vector<std::string> parts;
    while (!text.empty()) {
        auto const comma = std::min(text.find(','), text.size());
        auto const part = trimmed(text.substr(0, comma));
        text.remove_prefix(std::min(comma + 1, text.size()));
        if (!part.empty())
            parts.emplace_back(part);
    }
    return parts;
}

/// Parses "20000" or "free:20000,pro:100000". A tier that isn't named keeps the fallback's value.
Result<Tiers> parse_tiers(Option const& option, std::string const& text)
{
    if (text.find(':') == std::string::npos) {
        Tiers figures{};
        figures.fill(TRY(parse_count(option, text)));
        return figures;
    }
    auto figures = TRY(parse_tiers(option, std::string(option.fallback)));
    auto const parts = parse_list(text);
    std::vector<std::string_view> named;
    named.reserve(parts.size());
    for (auto const& part : parts) {
        auto const colon = std::min(part.find(':'), part.size());
        auto const tier = std::find(kTiers.begin(), kTiers.end(), part.substr(0, colon));
        if (tier == kTiers.end() || colon == part.size() ||
            std::find(named.begin(), named.end(), *tier) != named.end())
            return must(option, "be a number, or numbers by tier (" + listed(kTiers) +
                                    "), each once, such as free:20000,pro:100000; it is \"" + text + "\".");
        figures[static_cast<std::size_t>(tier - kTiers.begin())] =
            TRY(parse_count(option, part.substr(colon + 1)));
        named.push_back(*tier);
    }
    return figures;
}

}  // namespace

Result<Settings::Value> Settings::parse(Option const& option, std::string text)
{
    switch (option.kind) {
        case Kind::text:
            return Value(std::move(text));
        case Kind::secret:
            if (text.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos)
                return must(option, "be one line.");
            return Value(Secret(std::move(text)));
        case Kind::flag:
            if (text != "on" && text != "off")
                return must(option, "be on or off.");
            return Value(text == "on");
        case Kind::choice:
            return Value(TRY(parse_choice(option, text)));
        case Kind::address:
            return Value(TRY(parse_address(option, text)));
        case Kind::list:
            return Value(parse_list(text));
        case Kind::count:
            return Value(TRY(parse_count(option, text)));
        case Kind::tiers:
            return Value(TRY(parse_tiers(option, text)));
        case Kind::seconds:
            break;
    }
    return Value(std::chrono::seconds(TRY(parse_count(option, text))));
}

Result<Settings> Settings::read(Environment const& environment)
{
    if (auto const name = first_unknown(environment))
        return Refusal{unknown(*name)};
    Settings settings;
    for (auto const& option : all_options()) {
        auto text = TRY(text_of(option, environment));
        auto value = TRY(parse(option, std::move(text)));
        settings.values_.emplace(std::string(option.name), std::move(value));
        if (option.name.starts_with(kTestPrefix) && is_set(option, environment))
            settings.test_settings_in_use_.emplace_back(option.name);
    }
    return settings;
}

template <typename T>
T const& Settings::named(std::string_view name) const
{
    auto const found = values_.find(name);
    auto const* const value = found == values_.end() ? nullptr : std::get_if<T>(&found->second);
    if (!value)
        throw std::logic_error("no setting of this kind has the name " + std::string(name));
    return *value;
}

std::string const& Settings::text(std::string_view name) const
{
    return named<std::string>(name);
}

Secret const& Settings::secret(std::string_view name) const
{
    return named<Secret>(name);
}

bool Settings::flag(std::string_view name) const
{
    return named<bool>(name);
}

std::vector<std::string> const& Settings::list(std::string_view name) const
{
    return named<std::vector<std::string>>(name);
}

std::size_t Settings::count(std::string_view name) const
{
    return named<std::size_t>(name);
}

std::chrono::seconds Settings::seconds(std::string_view name) const
{
    return named<std::chrono::seconds>(name);
}

Tiers const& Settings::tiers(std::string_view name) const
{
    return named<Tiers>(name);
}

std::vector<std::string> const& Settings::test_settings_in_use() const
{
    return test_settings_in_use_;
}

Settings::Environment environment()
{
    Settings::Environment variables;
    for (char** entry = environ; entry && *entry; ++entry) {
        std::string_view const text(*entry);
        auto const equals = text.find('=');
        if (equals != std::string_view::npos)
            variables.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    return variables;
}

Result<Done> check_oauth_clients(Settings const& settings)
{
    constexpr std::string_view kId = "_CLIENT_ID";
    constexpr std::string_view kSecret = "_CLIENT_SECRET";
    for (auto const& option : all_options()) {
        if (!option.name.ends_with(kId))
            continue;
        std::string secret(option.name.substr(0, option.name.size() - kId.size()));
        secret += kSecret;
        if (settings.text(option.name).empty() == settings.secret(secret).empty())
            continue;
        std::string sentence(option.name);
        sentence.append(" and ").append(secret).append(" belong together. Set both or neither.");
        return Refusal{std::move(sentence)};
    }
    return Done{};
}

std::size_t database_connections(Settings const& settings, std::size_t processors)
{
    auto const chosen = settings.count("RMIRROR_DB_CONNECTIONS");
    return chosen > 0 ? chosen : std::clamp<std::size_t>(2 * processors, 4, 16) + 1;
}

Secret direct_database_url(Settings const& settings)
{
    auto const& own = settings.secret("RMIRROR_DATABASE_LISTEN_URL");
    if (!own.empty())
        return own;
    bool const is_pooled = settings.text("RMIRROR_DATABASE_POOLER") != "off";
    return is_pooled ? Secret() : settings.secret("RMIRROR_DATABASE_URL");
}

}  // namespace rmirror
