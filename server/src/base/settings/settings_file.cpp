// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/settings/settings_file.hpp"

#include "base/trimmed.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <utility>

namespace rmirror {

namespace {

using Line = std::pair<std::string, std::string>;

Result<std::string> unquoted(std::string_view value)
{
    if (value.empty() || (value.front() != '"' && value.front() != '\''))
        return std::string(value);
    auto const quote = value.front();
    if (value.size() < 2 || value.find(quote, 1) != value.size() - 1)
        return Refusal{"a value that begins with a quote must end with the same quote, and have no other."};
    return std::string(value.substr(1, value.size() - 2));
}

Result<Line> parse_line(std::string_view line)
{
    auto const equals = line.find('=');
    if (equals == std::string_view::npos)
        return Refusal{"a setting looks like RMIRROR_NAME=value."};
    std::string name(trimmed(line.substr(0, equals)));
    if (!name.starts_with("RMIRROR_"))
        return Refusal{"\"" + name + "\" isn't a setting: their names begin with RMIRROR_."};
    return Line(std::move(name), TRY(unquoted(trimmed(line.substr(equals + 1)))));
}

}  // namespace

Result<Settings::Environment> read_settings_file(std::string const& path)
{
    std::ifstream file(path);
    if (!file)
        return Refusal{path + " can't be read: " + std::strerror(errno) + "."};
    Settings::Environment settings;
    std::string text;
    for (int number = 1; std::getline(file, text); ++number) {
        auto const line = trimmed(text, kWhitespace);
        if (line.empty() || line.front() == '#')
            continue;
        auto const in_line = [&] { return path + ", line " + std::to_string(number) + ": "; };
        auto parsed = parse_line(line);
        if (!parsed.ok())
            return Refusal{in_line() + parsed.error().sentence};
        auto [name, value] = std::move(parsed.value());
        if (!settings.emplace(name, std::move(value)).second)
            return Refusal{in_line() + name + " is set in an earlier line, too. Remove one of them."};
    }
    if (file.bad())
        return Refusal{path + " can't be read: " + std::strerror(errno) + "."};
    return settings;
}

}  // namespace rmirror
