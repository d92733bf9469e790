// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/git/branch_files.hpp"

#include "targets/vault/failures.hpp"
#include "targets/vault/notebook_delivery.hpp"
#include "targets/vault/texts.hpp"

#include <chrono>
#include <set>
#include <utility>

namespace rmirror::targets::git {

namespace {

namespace json = boost::json;

/// A longer file is nobody's note.
constexpr std::size_t kMaxNoteBytes = 20'000'000;

std::string text_at(json::value const& object, std::string_view name)
{
    return std::string(object.at(name).as_string());
}

/// Runs a function that reads objects a server has sent.
template <typename Read>
auto unless_broken(Read read) -> decltype(read())
{
    try {
        return read();
    } catch (ObjectFailure const&) {
        return vault::unreadable_answer(kService);
    }
}

/// Stops at the first step that isn't made.
template <typename Step>
Or<Change> each_step(json::value const& steps, Step step)
{
    for (auto const& one : steps.as_array()) {
        Or<Change> change = step(one);
        auto const* const made = std::get_if<Change>(&change);
        if (!made || *made == Change::conflict)
            return change;
        if (*made != Change::made)
            return vault::refused_note(kService);
    }
    return Change::made;
}

bool is_made(Or<Change> const& change)
{
    auto const* const made = std::get_if<Change>(&change);
    return made && *made == Change::made;
}

/// The name of the machine in an address such as "https://notes.example.org:8443".
std::string host_of(std::string const& address)
{
    auto const scheme = address.find("://");
    auto const host = scheme == std::string::npos ? address : address.substr(scheme + 3);
    return host.substr(0, host.find_first_of(":/"));
}

std::int64_t seconds_now()
{
    auto const now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::seconds>(now).count();
}

}  // namespace

BranchFiles::BranchFiles(TargetContext& context, Sizes sizes)
    : context_(context), sizes_(std::move(sizes)), folder_(context.setting("folder")), repository_(context)
{
    while (folder_.ends_with('/'))
        folder_.pop_back();
}

std::string BranchFiles::whole(std::string const& path) const
{
    return folder_.empty() || path.empty() ? folder_ + path : folder_ + "/" + path;
}

std::optional<Entry> BranchFiles::find(std::string const& path) const
{
    return tree_.empty() ? std::nullopt : objects_->find(tree_, whole(path));
}

std::optional<DeliveryResult> BranchFiles::begin()
{
    // A thread can have one at a time.
    objects_.reset();
    tree_.clear();
    auto found = repository_.tip();
    if (auto* const failure = failure_in(found))
        return std::move(*failure);
    tip_ = std::move(std::get<Tip>(found));
    objects_.emplace();
    if (tip_.commit.empty())
        return std::nullopt;
    auto fetched = repository_.fetch(tip_.commit);
    if (auto* const failure = failure_in(fetched))
        return std::move(*failure);
    return unless_broken([&]() -> std::optional<DeliveryResult> {
        objects_->add_pack(std::get<std::string>(fetched));
        tree_ = objects_->tree_of(tip_.commit);
        return std::nullopt;
    });
}

Or<std::optional<json::array>> BranchFiles::list(std::string const& path)
{
    return unless_broken([&]() -> Or<std::optional<json::array>> {
        auto const listed = tree_.empty() ? std::nullopt : objects_->list(tree_, whole(path));
        if (!listed)
            return std::nullopt;
        json::array entries;
        for (auto const& entry : *listed) {
            // Git allows names that no text can hold.
            if (!vault::is_utf8(entry.name))
                continue;
            auto const size = sizes_.find(entry.id);
            entries.push_back(
                json::object{{"name", entry.name},
                             {"isFolder", entry.kind == Entry::Kind::folder},
                             {"size", size == sizes_.end() ? json::value(nullptr) : size->second}});
        }
        return std::optional(std::move(entries));
    });
}

/// Files that were left out at first.
std::optional<DeliveryResult> BranchFiles::fetch_missing(std::vector<std::string> const& paths)
{
    std::set<std::string> missing;
    for (auto const& path : paths)
        if (auto const entry = find(path);
            entry && entry->kind == Entry::Kind::file && !objects_->has(entry->id))
            missing.insert(entry->id);
    if (missing.empty() || !repository_.can_fetch_files())
        return std::nullopt;
    auto fetched = repository_.fetch_files(std::vector<std::string>(missing.begin(), missing.end()));
    if (auto* const failure = failure_in(fetched))
        return std::move(*failure);
    objects_->add_pack(std::get<std::string>(fetched));
    return std::nullopt;
}

Or<json::object> BranchFiles::read(std::vector<std::string> const& paths)
{
    return unless_broken([&]() -> Or<json::object> {
        if (auto failure = fetch_missing(paths))
            return std::move(*failure);
        json::object texts;
        for (auto const& path : paths) {
            auto const entry = find(path);
            auto const text = entry && entry->kind == Entry::Kind::file
                                  ? objects_->file(entry->id, kMaxNoteBytes)
                                  : std::nullopt;
            texts[path] = text && vault::is_utf8(*text) ? json::value(*text) : json::value(nullptr);
        }
        return texts;
    });
}

Or<Change> BranchFiles::edit(TreeEdit& edit, json::object& plan)
{
    auto change = each_step(plan.at("moves"), [&](json::value const& step) -> Or<Change> {
        return edit.move(text_at(step, "from"), text_at(step, "to"));
    });
    if (!is_made(change))
        return change;
    change = each_step(plan.at("notes"), [&](json::value const& step) -> Or<Change> {
        return edit.write(text_at(step, "path"), text_at(step, "text"));
    });
    if (!is_made(change))
        return change;
    auto& known = plan["known"].as_object()["assets"].as_object();
    change = each_step(plan.at("assets"), [&](json::value const& step) -> Or<Change> {
        auto const path = text_at(step, "path");
        auto stored = vault::stored_asset(context_, step);
        if (auto* const failure = failure_in(stored))
            return std::move(*failure);
        if (auto const& bytes = std::get<std::optional<std::string>>(stored))
            return edit.write(path, *bytes);
        known.erase(path);
        return Change::made;
    });
    if (!is_made(change))
        return change;
    return each_step(plan.at("deletes"), [&](json::value const& path) -> Or<Change> {
        return edit.remove(std::string(path.as_string()));
    });
}

Or<Change> BranchFiles::commit(std::string const& tree, json::object const& plan)
{
    CommitFacts facts{.tree = tree,
                      .author = "rMirror",
                      .email = "noreply@" + host_of(context_.link("")),
                      .message = std::string(plan.at("message").as_string()) + "\n",
                      .seconds = seconds_now()};
    if (!tip_.commit.empty())
        facts.parent = tip_.commit;
    auto const made = objects_->add_commit(facts);
    return repository_.push(tip_, made, objects_->pack_of(made, tree_));
}

Or<Change> BranchFiles::carry_out(json::object& plan)
{
    return unless_broken([&]() -> Or<Change> {
        TreeEdit changes(*objects_, tree_, folder_);
        auto change = edit(changes, plan);
        if (!is_made(change))
            return change;
        json::object ids;
        for (auto const& note : plan["known"].as_object()["notes"].as_object())
            if (auto const path = std::string(note.value().as_string());
                auto const entry = changes.find(path))
                ids[path] = entry->id;
        plan["known"].as_object()[kFileIds] = std::move(ids);
        auto const tree = changes.written();
        if (!tree)
            return vault::refused_note(kService);
        // An earlier attempt may have pushed all of it.
        bool const is_same = tree_.empty() ? changes.is_empty() : *tree == tree_;
        return is_same ? Change::made : commit(*tree, plan);
    });
}

}  // namespace rmirror::targets::git
