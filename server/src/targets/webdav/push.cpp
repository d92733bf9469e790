// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/webdav/push.hpp"

#include "crypto/json_member.hpp"
#include "targets/webdav/carry_out.hpp"
#include "targets/webdav/writer.hpp"

#include <boost/json/array.hpp>

namespace rmirror::targets::webdav {

namespace {

namespace json = boost::json;

/// Steps of one plan: folders are looked at level by level.
constexpr int kMaxSteps = 100;
/// Plans of one delivery, each after something has changed in the folder.
constexpr int kMaxPlans = 4;

/// What the last delivery left in the record's metadata, as the writer reads it.
json::object known_of(Delivery const& item)
{
    auto const* const own = item.remote ? crypto::object_member(item.remote->metadata, "own") : nullptr;
    if (own)
        return *own;
    return {{"notes", json::object()}, {"assets", json::object()}, {"sizes", json::object()}};
}

json::object task_of(TargetContext const& context, Delivery const& item)
{
    json::object task{{"uuid", item.notebook_uuid}, {"notebook", nullptr}};
    if (!item.content.empty())
        task["notebook"] = item.content;
    task["options"] = {{"withPictures", context.setting(kWithPictures) == kOn},
                       {"deleteRemoved", context.setting(kDeleteRemoved) == kOn},
                       {"putBack", item.overrides}};
    task["known"] = known_of(item);
    return task;
}

/// A notebook's delivery, from looking at the folder to the last file.
class NotebookDelivery {
public:
    NotebookDelivery(TargetContext& context, Delivery const& item)
        : folder_(context), item_(item), task_(task_of(context, item)), tools_{context, folder_, files_}
    {}

    DeliveryResult run()
    {
        for (int plans = 0; plans < kMaxPlans; ++plans) {
            task_["folders"] = json::object();
            task_["notes"] = json::object();
            files_.clear();
            auto planned = plan();
            if (auto* const failure = failure_in(planned))
                return std::move(*failure);
            auto& steps = std::get<json::object>(planned);
            auto done = carry_out(tools_, steps);
            if (auto* const failure = failure_in(done))
                return std::move(*failure);
            if (std::get<Change>(done) == Change::made)
                return delivered(steps);
        }
        return failed(queue::ErrorClass::unknown_error,
                      "The note is being changed by another program. It is retried automatically.");
    }

private:
    Or<json::object> plan()
    {
        for (int steps = 0; steps < kMaxSteps; ++steps) {
            auto answer = next_step(task_);
            if (auto* const failure = failure_in(answer))
                return std::move(*failure);
            auto& step = std::get<json::object>(answer);
            if (auto const* const done = crypto::object_member(step, "plan"))
                return *done;
            if (auto failure = look(step))
                return std::move(*failure);
        }
        return failed(queue::ErrorClass::invalid_data,
                      "The folder on your WebDAV server is too large to be searched.");
    }

    std::optional<DeliveryResult> look(json::object const& step)
    {
        if (auto const* const paths = crypto::array_member(step, "list"))
            for (auto const& path : *paths)
                if (auto failure = list(std::string(path.as_string())))
                    return failure;
        if (auto const* const paths = crypto::array_member(step, "read"))
            for (auto const& path : *paths)
                if (auto failure = read(std::string(path.as_string())))
                    return failure;
        return std::nullopt;
    }

    std::optional<DeliveryResult> list(std::string const& path)
    {
        auto listed = folder_.list(path);
        if (auto* const failure = failure_in(listed))
            return std::move(*failure);
        auto& entries = std::get<std::optional<json::array>>(listed);
        task_["folders"].as_object()[path] =
            entries ? json::value(std::move(*entries)) : json::value(nullptr);
        return std::nullopt;
    }

    std::optional<DeliveryResult> read(std::string const& path)
    {
        auto found = folder_.read(path);
        if (auto* const failure = failure_in(found))
            return std::move(*failure);
        auto& file = std::get<std::optional<File>>(found);
        bool const is_note = file && file->is_text;
        task_["notes"].as_object()[path] = is_note ? json::value(file->content) : json::value(nullptr);
        if (is_note)
            files_.insert_or_assign(path, std::move(*file));
        return std::nullopt;
    }

    DeliveryResult delivered(json::object const& plan) const
    {
        Remote remote{.id = item_.notebook_uuid};
        remote.metadata = {{"kept", plan.at("kept")}, {"own", plan.at("known")}};
        return {.outcome = queue::Outcome::done(), .remote = std::move(remote)};
    }

    Folder folder_;
    Delivery const& item_;
    json::object task_;
    Files files_ = {};
    Tools tools_;
};

std::vector<DeliveryResult> deliver(TargetContext& context, std::span<Delivery const> items)
{
    std::vector<DeliveryResult> results;
    for (auto const& item : items)
        results.push_back(NotebookDelivery(context, item).run());
    return results;
}

}  // namespace

std::vector<DeliveryResult> push_all(TargetContext& context, std::span<Delivery const> items)
{
    return deliver(context, items);
}

std::vector<DeliveryResult> remove_all(TargetContext& context, std::span<Delivery const> items)
{
    auto results = deliver(context, items);
    for (auto& result : results)
        result.remote = std::nullopt;
    return results;
}

std::string preview_note(Delivery const& item)
{
    json::object task{{"uuid", item.notebook_uuid},
                      {"notebook", item.content},
                      {"options", {{"withPictures", true}, {"deleteRemoved", false}, {"putBack", false}}},
                      {"known", known_of({})},
                      {"folders", json::object()},
                      {"notes", json::object()}};
    for (int steps = 0; steps < kMaxSteps; ++steps) {
        auto answer = next_step(task);
        auto const* const step = std::get_if<json::object>(&answer);
        if (!step)
            return {};
        if (auto const* const listed = crypto::array_member(*step, "list"))
            for (auto const& path : *listed)
                task["folders"].as_object()[path.as_string()] = nullptr;
        auto const* const plan = crypto::object_member(*step, "plan");
        auto const* const notes = plan ? crypto::array_member(*plan, "notes") : nullptr;
        if (notes)
            return notes->empty() ? "" : std::string(notes->front().at("text").as_string());
    }
    return {};
}

}  // namespace rmirror::targets::webdav
