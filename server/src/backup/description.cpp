// SPDX-License-Identifier: AGPL-3.0-or-later
#include "backup/description.hpp"

#include "hashing.hpp"

#include <boost/json.hpp>

#include <sstream>

namespace rmirror::backup {

namespace {

namespace json = boost::json;

constexpr std::string_view kBackups = "backups/";
constexpr std::string_view kDescription = "/description.json";

std::string name_of(std::string const& time)
{
    return std::string(kBackups) + time + std::string(kDescription);
}

json::array to_json(std::vector<std::string> const& texts)
{
    json::array array;
    for (auto const& text : texts)
        array.emplace_back(text);
    return array;
}

json::array to_json(std::vector<Part> const& parts)
{
    json::array array;
    for (auto const& [name, sha256] : parts)
        array.push_back(json::object{{"name", name}, {"sha256", sha256}});
    return array;
}

std::vector<std::string> texts_of(json::value const& value)
{
    std::vector<std::string> texts;
    for (auto const& each : value.as_array())
        texts.emplace_back(each.as_string());
    return texts;
}

std::vector<Part> parts_of(json::value const& value)
{
    std::vector<Part> parts;
    for (auto const& each : value.as_array())
        parts.push_back(
            {std::string(each.at("name").as_string()), std::string(each.at("sha256").as_string())});
    return parts;
}

json::object to_json(Description const& description)
{
    return {{"time", description.time},
            {"migrations", to_json(description.migrations)},
            {"key_ids", to_json(description.key_ids)},
            {"database", to_json(description.database)},
            {"images", to_json(description.images)},
            {"secrets", to_json(description.secrets)},
            {"image_count", description.image_count},
            {"unreadable", to_json(description.unreadable)}};
}

Description from_json(json::value const& value)
{
    return {.time = std::string(value.at("time").as_string()),
            .migrations = texts_of(value.at("migrations")),
            .key_ids = texts_of(value.at("key_ids")),
            .database = parts_of(value.at("database")),
            .images = parts_of(value.at("images")),
            .secrets = parts_of(value.at("secrets")),
            .image_count = value.at("image_count").to_number<std::size_t>(),
            .unreadable = texts_of(value.at("unreadable"))};
}

}  // namespace

std::vector<std::string> times_of_backups(Repository const& repository)
{
    std::vector<std::string> times;
    for (auto const& name : repository.list(std::string(kBackups)))
        if (name.ends_with(kDescription))
            times.push_back(
                name.substr(kBackups.size(), name.size() - kBackups.size() - kDescription.size()));
    return times;
}

/// The first line is the checksum of the second.
void write_description(Repository& repository, Description const& description)
{
    auto const text = json::serialize(to_json(description));
    repository.write(name_of(description.time), sha256_hex(text) + "\n" + text);
}

Description read_description(Repository const& repository, std::string const& time)
{
    auto const name = name_of(time);
    auto const content = repository.read(name);
    auto const end = content.find('\n');
    auto const text = end == std::string::npos ? "" : content.substr(end + 1);
    if (end == std::string::npos || sha256_hex(text) != content.substr(0, end))
        throw Damaged(name + " was altered.");
    try {
        return from_json(json::parse(text));
    } catch (std::exception const&) {
        throw Damaged(name + " can't be read.");
    }
}

Part write_part(Repository& repository, std::string const& time, std::string const& name,
                std::string_view content)
{
    Part part{std::string(kBackups) + time + "/" + name, sha256_hex(content)};
    repository.write(part.name, content);
    return part;
}

std::string read_part(Repository const& repository, Part const& part)
{
    auto content = repository.read(part.name);
    if (sha256_hex(content) != part.sha256)
        throw Damaged(part.name + " was altered.");
    return content;
}

std::string line_of(ListedImage const& image)
{
    return image.user_id.text() + " " + image.sha256 + " " + (image.copy.empty() ? "-" : image.copy) + "\n";
}

std::vector<ListedImage> read_list(Repository const& repository, Part const& list)
{
    std::istringstream lines(read_part(repository, list));
    std::vector<ListedImage> images;
    std::string user_id;
    std::string sha256;
    std::string copy;
    while (lines >> user_id >> sha256 >> copy)
        images.push_back({UserId(user_id), sha256, copy == "-" ? "" : copy});
    if (!lines.eof())
        throw Damaged(list.name + " can't be read.");
    return images;
}

}  // namespace rmirror::backup
