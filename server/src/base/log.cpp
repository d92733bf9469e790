// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/log.hpp"

#include <boost/json.hpp>

#include <array>
#include <cstdio>
#include <ctime>
#include <utility>

namespace rmirror {

namespace {

constexpr std::array<std::string_view, 3> kLevels = {"error", "info", "debug"};

/// UTC in RFC 3339 format, with milliseconds.
std::string now_as_text()
{
    std::timespec now{};
    std::timespec_get(&now, TIME_UTC);
    std::tm parts{};
    gmtime_r(&now.tv_sec, &parts);
    std::array<char, 40> text{};
    auto const size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
    std::snprintf(text.data() + size, text.size() - size, ".%03dZ",
                  static_cast<int>(now.tv_nsec / 1'000'000));
    return text.data();
}

struct ToJson {
    std::string operator()(std::string_view text) const
    {
        return boost::json::serialize(boost::json::string_view(text.data(), text.size()));
    }
    std::string operator()(Secret const*) const { return R"("***")"; }
    template <typename Plain>
    std::string operator()(Plain plain) const
    {
        return boost::json::serialize(boost::json::value(plain));
    }
};

}  // namespace

std::optional<Level> level_of(std::string_view name)
{
    for (std::size_t i = 0; i < kLevels.size(); ++i)
        if (kLevels[i] == name)
            return static_cast<Level>(i);
    return std::nullopt;
}

std::string log_line(Level level, std::string_view event, LogFields fields)
{
    std::string line = R"({"at":")" + now_as_text() + R"(","level":)" +
                       ToJson{}(kLevels.at(static_cast<std::size_t>(level))) + R"(,"event":)" +
                       ToJson{}(event);
    for (auto const& field : fields)
        line.append(",").append(ToJson{}(field.name)).append(":").append(std::visit(ToJson{}, field.value));
    return line + "}\n";
}

Log::Log(Level max, Sink sink) : max_(max), sink_(std::move(sink)) {}

void Log::listen(Listener listener)
{
    std::lock_guard const lock(mutex_);
    listener_ = std::move(listener);
}

void Log::write(Level level, std::string_view event, LogFields fields)
{
    if (!takes(level))
        return;
    auto const line = log_line(level, event, fields);
    std::lock_guard const lock(mutex_);
    sink_(line);
    if (level == Level::error && listener_)
        listener_(event, fields);
}

}  // namespace rmirror
