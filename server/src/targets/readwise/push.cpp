// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/readwise/push.hpp"

#include "targets/readwise/api.hpp"
#include "targets/readwise/highlight.hpp"

#include <algorithm>
#include <utility>

namespace rmirror::targets::readwise {

namespace {

namespace json = boost::json;
using queue::ErrorClass;
using queue::Outcome;

/// A part of a highlight's text.
struct Piece {
    json::object highlight;
    bool shares_highlight = false;  // A piece with the same text is sent in the same call.
};

struct Pushed {
    Delivery const* item = nullptr;
    std::string url;
    std::vector<Piece> pieces = {};
    std::vector<std::string> items_sharing_remote = {};  // Sharers that don't change in this batch.
    Known before = {};
    Known after = {};
    std::vector<std::int64_t> found = {};  // Ids found under this item's link, whatever the record says.
    std::optional<DeliveryResult> result = {};

    /// Whether its remote highlights belong to this item alone and are overwritten one by one, so that their
    /// ids stay.
    bool is_replaced() const
    {
        bool const goes_alone = std::none_of(pieces.begin(), pieces.end(),
                                             [](Piece const& piece) { return piece.shares_highlight; });
        return before.url == url && items_sharing_remote.empty() && before.ids.size() == pieces.size() &&
               goes_alone && !item->has_unfinished_attempt;
    }
};

/// Finds a piece by its link, or else by its text: a passage that was marked before has the link of another
/// item.
std::optional<std::int64_t> id_of(Piece const& piece, Listed const& listed)
{
    auto const found = listed.by_url.find(std::string_view(piece.highlight.at("highlight_url").as_string()));
    if (found != listed.by_url.end() && !piece.shares_highlight)
        return found->second;
    auto const same = listed.by_text.find(std::string_view(piece.highlight.at("text").as_string()));
    return same == listed.by_text.end() ? std::nullopt : std::optional(same->second);
}

class Push {
public:
    Push(TargetContext& context, std::span<Delivery const> items)
        : api_(context),
          link_([&context](std::string_view path) { return context.link(path); }),
          items_(items)
    {}

    Pushed prepare(Delivery const& item);
    void send(std::span<Pushed* const> together);

private:
    bool changes_too(std::string const& item_key) const;
    std::optional<DeliveryResult> settle_sharing(Pushed& pushed);
    std::optional<DeliveryResult> link_to(std::vector<std::int64_t> const& ids, Delivery const& item,
                                          std::string const& item_key);
    std::optional<DeliveryResult> find_ids(std::span<Pushed* const> together, Sent const& sent);
    std::optional<DeliveryResult> look_up(std::span<Pushed* const> together, std::set<std::int64_t> books);
    static Answered<json::array> note_ids(std::span<Pushed* const> together, Answered<Listed> const& listed);
    std::optional<DeliveryResult> remove_surplus(Pushed const& pushed);

    Api api_;
    Link link_;
    std::span<Delivery const> items_;
};

Pushed Push::prepare(Delivery const& item)
{
    Pushed pushed{.item = &item, .url = url_of(link_, item.notebook_uuid, item.item_key, 0)};
    pushed.after = {.url = pushed.url, .ids = {}, .book = book_of(item, link_)};
    for (auto& highlight : highlights_of(item, pushed.after.book, link_))
        pushed.pieces.push_back({std::move(highlight.as_object())});
    if (item.remote)
        pushed.before = known_of(item.remote->metadata);
    if (pushed.pieces.empty())
        pushed.result = DeliveryResult{
            Outcome::rejected(ErrorClass::invalid_data, "The highlight has no text."), std::nullopt};
    else
        pushed.result = settle_sharing(pushed);
    return pushed;
}

bool Push::changes_too(std::string const& item_key) const
{
    return std::any_of(items_.begin(), items_.end(),
                       [&item_key](Delivery const& item) { return item.item_key == item_key; });
}

/// Resolves a remote highlight that other items share, before its text is replaced. If some of them stay
/// unchanged, it gets the link of one of those, which would otherwise lose its text, and this item gets a new
/// highlight. If all of them change, the first one in the batch keeps it.
std::optional<DeliveryResult> Push::settle_sharing(Pushed& pushed)
{
    auto const& item = *pushed.item;
    if (item.items_sharing_remote.empty())
        return std::nullopt;
    pushed.items_sharing_remote = item.items_sharing_remote;
    std::erase_if(pushed.items_sharing_remote, [this](std::string const& key) { return changes_too(key); });
    if (!pushed.items_sharing_remote.empty())
        return link_to(pushed.before.ids, item, pushed.items_sharing_remote.front());
    for (auto const& other : items_) {
        if (other.item_key == item.item_key)
            return link_to(pushed.before.ids, item, item.item_key);
        if (std::find(item.items_sharing_remote.begin(), item.items_sharing_remote.end(), other.item_key) !=
            item.items_sharing_remote.end())
            break;
    }
    pushed.before = {};
    return std::nullopt;
}

std::optional<DeliveryResult> Push::link_to(std::vector<std::int64_t> const& ids, Delivery const& item,
                                            std::string const& item_key)
{
    for (std::size_t i = 0; i < ids.size(); ++i)
        if (auto failure = api_.link_to(ids[i], url_of(link_, item.notebook_uuid, item_key, i)))
            return failure;
    return std::nullopt;
}

void Push::send(std::span<Pushed* const> together)
{
    json::array highlights;
    std::set<std::string, std::less<>> texts;
    for (auto* const pushed : together)
        for (auto& piece : pushed->pieces) {
            auto const& text = piece.highlight.at("text").as_string();
            piece.shares_highlight = !texts.emplace(text).second;
            if (!piece.shares_highlight)
                highlights.push_back(piece.highlight);
        }
    auto sent = api_.send(std::move(highlights));
    auto failure = std::move(sent.failure);
    // One invalid highlight fails the whole call, so the batch is split to isolate it.
    if (failure && failure->outcome.kind == Outcome::Kind::rejected && together.size() > 1) {
        send(together.first(together.size() / 2));
        return send(together.subspan(together.size() / 2));
    }
    if (!failure)
        failure = find_ids(together, sent.value);
    for (auto* const pushed : together) {
        pushed->result = failure ? failure : remove_surplus(*pushed);
        if (!pushed->result)
            pushed->result = DeliveryResult{Outcome::done(), remote_of(pushed->after)};
    }
}

/// Assigns ids to the pieces. Readwise returns the ids of new and changed highlights, but not which is which.
std::optional<DeliveryResult> Push::find_ids(std::span<Pushed* const> together, Sent const& sent)
{
    if (sent.books.size() == 1)
        for (auto* const pushed : together)
            pushed->after.book.id = *sent.books.begin();
    auto& first = *together.front();
    if (together.size() == 1 && first.pieces.size() == 1 && sent.modified.size() == 1 &&
        !first.item->has_unfinished_attempt) {
        first.after.ids = sent.modified;
        return std::nullopt;
    }
    std::set<std::int64_t> known;
    bool all_replaced = true;
    for (auto const* const pushed : together) {
        known.insert(pushed->before.ids.begin(), pushed->before.ids.end());
        all_replaced = all_replaced && pushed->is_replaced();
    }
    auto const is_known = [&known](std::int64_t id) { return known.contains(id); };
    if (!all_replaced || !std::all_of(sent.modified.begin(), sent.modified.end(), is_known))
        return look_up(together, sent.books);
    for (auto* const pushed : together)
        pushed->after.ids = pushed->before.ids;
    return std::nullopt;
}

std::optional<DeliveryResult> Push::look_up(std::span<Pushed* const> together, std::set<std::int64_t> books)
{
    if (auto const known = together.front()->after.book.id; books.empty() && known > 0)
        books.insert(known);
    if (books.empty()) {
        auto found = api_.books_of(url_of_notebook(link_, together.front()->item->notebook_uuid));
        if (found.failure)
            return found.failure;
        books = std::move(found.value);
    }
    auto const missing = note_ids(together, api_.list(books));
    if (missing.failure || missing.value.empty())
        return missing.failure;
    // Readwise may match a piece to an existing highlight whose text is replaced later in the same call. Sent
    // again, the piece gets a highlight of its own.
    auto const sent = api_.send(missing.value);
    return sent.failure ? sent.failure : note_ids(together, api_.list(books)).failure;
}

/// Assigns the ids found in the lists. Returns the pieces that aren't in any.
Answered<json::array> Push::note_ids(std::span<Pushed* const> together, Answered<Listed> const& listed)
{
    if (listed.failure)
        return {{}, listed.failure};
    json::array missing;
    for (auto* const pushed : together) {
        pushed->after.ids.clear();
        pushed->found = listed.value.ids_under(pushed->url);
        for (auto const& piece : pushed->pieces)
            if (auto const id = id_of(piece, listed.value))
                pushed->after.ids.push_back(*id);
            else
                missing.push_back(piece.highlight);
    }
    return {std::move(missing)};
}

/// Removes pieces that the item no longer has, its highlights in the book of another notebook, and leftovers
/// of unfinished attempts.
std::optional<DeliveryResult> Push::remove_surplus(Pushed const& pushed)
{
    auto const& ids = pushed.after.ids;
    if (ids.empty())
        return std::nullopt;
    std::set<std::int64_t> ours(pushed.found.begin(), pushed.found.end());
    if (pushed.items_sharing_remote.empty())
        ours.insert(pushed.before.ids.begin(), pushed.before.ids.end());
    for (auto const id : ours)
        if (std::find(ids.begin(), ids.end(), id) == ids.end())
            if (auto failure = api_.remove(id))
                return failure;
    return std::nullopt;
}

}  // namespace

std::vector<DeliveryResult> push(TargetContext& context, std::span<Delivery const> items)
{
    Push push(context, items);
    std::vector<Pushed> all;
    for (auto const& item : items)
        all.push_back(push.prepare(item));
    std::vector<Pushed*> together;
    std::size_t highlights = 0;
    for (auto& pushed : all) {
        if (pushed.result)
            continue;
        if (!together.empty() && highlights + pushed.pieces.size() > kMaxBatchSize) {
            push.send(together);
            together.clear();
            highlights = 0;
        }
        together.push_back(&pushed);
        highlights += pushed.pieces.size();
    }
    if (!together.empty())
        push.send(together);
    std::vector<DeliveryResult> results;
    results.reserve(all.size());
    for (auto& pushed : all)
        results.push_back(std::move(*pushed.result));
    return results;
}

}  // namespace rmirror::targets::readwise
