// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/vault/notebook_delivery.hpp"

#include "crypto/json_member.hpp"
#include "targets/vault/writer.hpp"

#include <utility>

namespace rmirror::targets::vault {

namespace {

namespace json = boost::json;

/// Steps of one plan: folders are looked at level by level.
constexpr int kMaxSteps = 100;

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
    if (auto const& folder = context.setting(kSubfolder); !folder.empty())
        task["folder"] = folder;
    if (!item.templates.empty())
        task["templates"] = item.templates;
    return task;
}

/// A notebook's delivery, from looking at the folder to the last file.
class NotebookDelivery {
public:
    NotebookDelivery(Files& files, TargetContext const& context, Delivery const& item)
        : files_(files), item_(item), task_(task_of(context, item))
    {}

    DeliveryResult run()
    {
        for (int plans = 0; plans < files_.max_plans(); ++plans) {
            task_["folders"] = json::object();
            task_["notes"] = json::object();
            if (auto failure = files_.begin())
                return std::move(*failure);
            auto planned = plan();
            if (auto* const failure = failure_in(planned))
                return std::move(*failure);
            auto& steps = std::get<json::object>(planned);
            auto done = files_.carry_out(steps);
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
                      "The folder with your notes is too large to be searched.");
    }

    std::optional<DeliveryResult> look(json::object const& step)
    {
        if (auto const* const paths = crypto::array_member(step, "list"))
            for (auto const& path : *paths)
                if (auto failure = list(std::string(path.as_string())))
                    return failure;
        if (auto const* const paths = crypto::array_member(step, "read"))
            return read(*paths);
        return std::nullopt;
    }

    std::optional<DeliveryResult> list(std::string const& path)
    {
        auto listed = files_.list(path);
        if (auto* const failure = failure_in(listed))
            return std::move(*failure);
        auto& entries = std::get<std::optional<json::array>>(listed);
        task_["folders"].as_object()[path] =
            entries ? json::value(std::move(*entries)) : json::value(nullptr);
        return std::nullopt;
    }

    std::optional<DeliveryResult> read(json::array const& paths)
    {
        std::vector<std::string> names;
        names.reserve(paths.size());
        for (auto const& path : paths)
            names.emplace_back(path.as_string());
        auto found = files_.read(names);
        if (auto* const failure = failure_in(found))
            return std::move(*failure);
        for (auto& file : std::get<json::object>(found))
            task_["notes"].as_object()[file.key()] = std::move(file.value());
        return std::nullopt;
    }

    DeliveryResult delivered(json::object const& plan) const
    {
        Remote remote{.id = item_.notebook_uuid};
        remote.metadata = {{"kept", plan.at("kept")}, {"own", plan.at("known")}};
        return {.outcome = queue::Outcome::done(), .remote = std::move(remote)};
    }

    Files& files_;
    Delivery const& item_;
    json::object task_;
};

}  // namespace

DeliveryResult deliver(Files& files, TargetContext& context, Delivery const& item)
{
    return NotebookDelivery(files, context, item).run();
}

DeliveryResult deliver_removal(Files& files, TargetContext& context, Delivery const& item)
{
    auto result = deliver(files, context, item);
    result.remote = std::nullopt;
    return result;
}

Or<std::optional<std::string>> stored_asset(TargetContext& context, json::value const& step)
{
    auto const* const sha256 = step.at("sha256").if_string();
    if (!sha256)
        return std::nullopt;
    try {
        return context.picture(std::string(*sha256));
    } catch (BlobFailure const&) {
        return failed(queue::ErrorClass::unknown_error,
                      "The page's image can't be read on this server at the moment. It is "
                      "retried automatically.");
    }
}

Or<json::object> preview_file(Delivery const& item)
{
    json::object task{{"uuid", item.notebook_uuid},
                      {"notebook", item.content},
                      {"options", {{"withPictures", true}, {"deleteRemoved", false}, {"putBack", false}}},
                      {"known", known_of({})},
                      {"folders", json::object()},
                      {"notes", json::object()}};
    if (!item.templates.empty())
        task["templates"] = item.templates;
    for (int steps = 0; steps < kMaxSteps; ++steps) {
        auto answer = next_step(task);
        if (failure_in(answer))
            return answer;
        auto const* const step = std::get_if<json::object>(&answer);
        if (auto const* const listed = crypto::array_member(*step, "list"))
            for (auto const& path : *listed)
                task["folders"].as_object()[path.as_string()] = nullptr;
        auto const* const plan = crypto::object_member(*step, "plan");
        auto const* const notes = plan ? crypto::array_member(*plan, "notes") : nullptr;
        if (notes)
            return notes->empty() ? json::object() : notes->front().as_object();
    }
    return json::object();
}

std::string preview_note(Delivery const& item)
{
    auto const file = preview_file(item);
    auto const* const note = std::get_if<json::object>(&file);
    return note ? std::string(crypto::text_member(*note, "text")) : std::string();
}

}  // namespace rmirror::targets::vault
