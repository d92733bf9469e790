// SPDX-License-Identifier: AGPL-3.0-or-later
// Delivers to-dos as tasks to a project in Todoist, and takes over what is completed there.
// developer.todoist.com/api/v1.
#include "targets/todoist/todoist.hpp"

#include "input/uuid.hpp"
#include "targets/todoist/api.hpp"
#include "targets/todoist/changes.hpp"
#include "targets/todoist/push.hpp"
#include "targets/todoist/task.hpp"

#include <algorithm>

namespace rmirror::targets::todoist {

namespace {

constexpr std::array kAccepts = {ItemType::todo};
constexpr std::array<std::string_view, 1> kTemplates = {"todo"};
constexpr std::array kFields = {
    Field{.key = "token", .kind = FieldKind::secret, .label = "API token"},
    Field{.key = "project",
          .kind = FieldKind::text,
          .label = "Project",
          .default_value = kInbox,
          .has_options = true,
          .places = kAccepts},
};

constexpr OAuth kOAuth{.shown = "Todoist",
                       .client_id = "RMIRROR_TODOIST_CLIENT_ID",
                       .client_secret = "RMIRROR_TODOIST_CLIENT_SECRET",
                       .consent_url = "https://app.todoist.com/oauth/authorize",
                       .consent_path = "/oauth/authorize",
                       .token_path = "/oauth/access_token",
                       .revoke_path = "/api/v1/revoke",
                       .scope = "data:read_write,data:delete"};

std::optional<input::Fault> validate(Values const& values, bool /*private_urls*/)
{
    // The token becomes part of a header, the id part of a path.
    auto const& token = values.secret("token").reveal();
    bool const is_plain =
        std::all_of(token.begin(), token.end(), [](char letter) { return letter > ' ' && letter < 127; });
    if (!is_plain || token.empty())
        return input::Fault{"token", "Must be an API token from Todoist's settings."};
    auto const& project = values.setting("project");
    constexpr std::size_t kMaxIdLength = 64;
    bool const is_id = std::all_of(project.begin(), project.end(), [](char letter) {
        auto const lower = static_cast<char>(letter | 0x20);
        return (lower >= 'a' && lower <= 'z') || (letter >= '0' && letter <= '9') || letter == '-' ||
               letter == '_';
    });
    if (!is_id || project.empty() || project.size() > kMaxIdLength)
        return input::Fault{"project", "Must be the id of a project in Todoist."};
    return std::nullopt;
}

DeliveryResult test(TargetContext& context)
{
    auto failure = Api(context).check_project(context.setting("project"));
    return failure ? std::move(*failure) : DeliveryResult{queue::Outcome::done(), std::nullopt};
}

std::string preview(Delivery const& item)
{
    auto const facts = facts_of(item, [](std::string_view path) { return std::string(path); });
    return facts.content + (facts.due.empty() ? "" : " — " + facts.due) + "\n" + facts.description;
}

Options options_of(Answered<std::vector<Project>> answered)
{
    Options options{.failure = std::move(answered.failure)};
    for (auto& project : answered.value)
        options.options.push_back({std::move(project.id), std::move(project.name)});
    return options;
}

Options list_options(TargetContext& context, std::string_view /*field*/)
{
    auto options = options_of(Api(context).list_projects());
    if (!options.failure)
        options.options.insert(options.options.begin(), {std::string(kInbox), "Inbox"});
    return options;
}

/// A project of this name that exists is taken, so that a second call is harmless.
Options create_option(TargetContext& context, std::string_view /*field*/, std::string const& name)
{
    Api api(context);
    auto listed = api.list_projects();
    if (listed.failure)
        return options_of(std::move(listed));
    std::erase_if(listed.value, [&name](Project const& project) { return project.name != name; });
    if (!listed.value.empty())
        return options_of(std::move(listed));
    auto created = api.create_project(name, input::new_uuid());
    if (created.failure)
        return {.failure = std::move(created.failure)};
    return {.options = {{created.value.id, created.value.name}}};
}

std::optional<std::string> address_of(ItemType /*type*/, Remote const& remote)
{
    return known_of(remote.metadata).is_unsent
               ? std::nullopt
               : std::optional("https://app.todoist.com/app/task/" + remote.id);
}

std::size_t calls_for(PendingCounts const& notebook)
{
    constexpr std::size_t kForChange = 2;
    return notebook.todos + kForChange * notebook.changes;
}

std::size_t calls_a_minute(Settings const& /*settings*/)
{
    return kCalls.per_minute;
}

}  // namespace

Target const kTarget{
    .name = "todoist",
    .service = {.name = "todoist",
                .address_setting = "RMIRROR_TEST_TODOIST_BASE_URL",
                .max_under_way = 100,
                .cools_down = upstream::GatewayOptions::CoolsDown::limit,
                .keeps_notes = true},
    .fields = kFields,
    .oauth = kOAuth,
    .accepts = kAccepts,
    .templates = kTemplates,
    .ruled_place = "project",
    .max_batch_size = kMaxBatchSize,
    .push = push,  // Looks for existing tasks if it is in doubt; the marker is the request's id.
    .remove = remove,
    .validate = validate,
    .list_changed_todos = list_changed_todos,
    .apply_remote_completion = apply_remote_completion,
    .list_options = list_options,
    .create_option = create_option,
    .test = test,
    .preview = preview,
    .previewed_items = 20,
    .address_of = address_of,
    .work = Work{.calls_for = calls_for, .calls_a_minute = calls_a_minute},
};

}  // namespace rmirror::targets::todoist
