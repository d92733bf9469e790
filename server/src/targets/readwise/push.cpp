// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/readwise/push.hpp"

#include "targets/readwise/api.hpp"
#include "targets/readwise/highlight.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>
#include <utility>

namespace rmirror::targets::readwise {

namespace {

namespace json = boost::json;
using queue::ErrorClass;
using queue::Outcome;

struct Pushed;

/// A part of a highlight's text.
struct Piece {
    json::object highlight;
    std::optional<std::int64_t> id = {};
    Piece const* original = nullptr;  // An earlier piece of the batch with the same text, whose id it gets.
    Pushed const* owner_of_original = nullptr;

    bool is_missing() const { return !id && !original; }
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

    /// Whether its remote highlights are this item's alone, so that their texts can be replaced.
    bool owns_remote() const { return before.url == url && items_sharing_remote.empty(); }
    bool lacks_ids() const
    {
        return std::any_of(pieces.begin(), pieces.end(), std::mem_fn(&Piece::is_missing));
    }
};

/// The members of an existing highlight that can change. With its link, because a piece can get the highlight
/// of another one that was deleted at Readwise.
json::object update_of(json::object const& highlight)
{
    json::object update{{"text", highlight.at("text")},
                        {"note", highlight.at("note")},
                        {"url", highlight.at("highlight_url")}};
    if (auto const* const location = highlight.if_contains("location"))
        update["location"] = *location;
    return update;
}

/// Finds a piece by its link, or else by its text: a passage that was marked before has the link of another
/// item.
std::optional<std::int64_t> id_of(Piece const& piece, Listed const& listed)
{
    auto const found = listed.by_url.find(std::string_view(piece.highlight.at("highlight_url").as_string()));
    if (found != listed.by_url.end())
        return found->second;
    auto const same = listed.by_text.find(std::string_view(piece.highlight.at("text").as_string()));
    return same == listed.by_text.end() ? std::nullopt : std::optional(same->second);
}

/// One batch: highlights of one notebook.
class Push {
public:
    Push(TargetContext& context, std::span<Delivery const> items)
        : api_(context),
          link_([&context](std::string_view path) { return context.link(path); }),
          items_(items)
    {}

    std::vector<DeliveryResult> run();

private:
    Pushed prepare(Delivery const& item);
    bool changes_too(std::string const& item_key) const;
    std::optional<DeliveryResult> settle_sharing(Pushed& pushed);
    std::optional<DeliveryResult> link_to(std::vector<std::int64_t> const& ids, Delivery const& item,
                                          std::string const& item_key);
    void share_texts();
    void change_known();
    std::optional<DeliveryResult> change_known(Pushed& pushed);
    void create_missing();
    std::optional<DeliveryResult> create(std::span<Pushed* const> together);
    void note_sent(std::span<Pushed* const> together, Sent const& sent, std::size_t count);
    void look_up();
    std::optional<DeliveryResult> look_up(std::span<Pushed* const> unknown);
    void finish(Pushed& pushed);
    std::optional<DeliveryResult> remove_surplus(Pushed const& pushed);
    void end_pending(DeliveryResult const& result);

    Api api_;
    Link link_;
    std::span<Delivery const> items_;
    std::vector<Pushed> all_;
    std::set<std::int64_t> books_;  // The books of what was created.
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
            return std::nullopt;
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

/// Readwise has the same text in a book once, and so have we in a batch.
void Push::share_texts()
{
    std::map<std::string_view, std::pair<Piece const*, Pushed const*>> first;
    for (auto& pushed : all_) {
        if (pushed.result)
            continue;
        for (auto& piece : pushed.pieces) {
            auto const [found, is_first] =
                first.try_emplace(piece.highlight.at("text").as_string(), &piece, &pushed);
            if (!is_first)
                std::tie(piece.original, piece.owner_of_original) = found->second;
        }
    }
}

/// Replaces texts, notes and locations of highlights that are at Readwise. One that a user deleted there is
/// created again later.
void Push::change_known()
{
    for (auto& pushed : all_) {
        if (pushed.result || !pushed.owns_remote())
            continue;
        auto failure = change_known(pushed);
        if (!failure)
            continue;
        if (failure->outcome.kind != Outcome::Kind::rejected)
            return end_pending(*failure);
        pushed.result = std::move(failure);
    }
}

std::optional<DeliveryResult> Push::change_known(Pushed& pushed)
{
    auto const& ids = pushed.before.ids;
    for (std::size_t i = 0; i < std::min(ids.size(), pushed.pieces.size()); ++i) {
        auto& piece = pushed.pieces[i];
        if (piece.original)
            continue;
        auto changed = api_.change(ids[i], update_of(piece.highlight));
        if (changed.failure)
            return changed.failure;
        if (changed.value)
            piece.id = ids[i];
    }
    return std::nullopt;
}

void Push::create_missing()
{
    std::vector<Pushed*> together;
    std::size_t highlights = 0;
    auto const create_together = [&] {
        auto failure = together.empty() ? std::nullopt : create(together);
        if (failure)
            end_pending(*failure);
        together.clear();
        highlights = 0;
        return !failure;
    };
    for (auto& pushed : all_) {
        if (pushed.result || !pushed.lacks_ids())
            continue;
        if (highlights + pushed.pieces.size() > kMaxBatchSize && !create_together())
            return;
        together.push_back(&pushed);
        highlights += pushed.pieces.size();
    }
    create_together();
}

/// Returns a failure that isn't due to one of these items.
std::optional<DeliveryResult> Push::create(std::span<Pushed* const> together)
{
    json::array highlights;
    for (auto const* const pushed : together)
        for (auto const& piece : pushed->pieces)
            if (piece.is_missing())
                highlights.push_back(piece.highlight);
    auto const count = highlights.size();
    auto sent = api_.send(std::move(highlights));
    if (!sent.failure) {
        note_sent(together, sent.value, count);
        return std::nullopt;
    }
    if (sent.failure->outcome.kind != Outcome::Kind::rejected)
        return sent.failure;
    // One invalid highlight fails the whole call, so the batch is split to isolate it.
    if (together.size() > 1) {
        auto failure = create(together.first(together.size() / 2));
        return failure ? failure : create(together.subspan(together.size() / 2));
    }
    together.front()->result = std::move(sent.failure);
    return std::nullopt;
}

/// Readwise returns the ids of new and changed highlights, but not which is which: only that of a single one
/// is known without a list.
void Push::note_sent(std::span<Pushed* const> together, Sent const& sent, std::size_t count)
{
    books_.insert(sent.books.begin(), sent.books.end());
    if (sent.books.size() == 1)
        for (auto* const pushed : together)
            pushed->after.book.id = *sent.books.begin();
    auto& first = *together.front();
    if (count != 1 || sent.modified.size() != 1 || first.item->has_unfinished_attempt)
        return;
    for (auto& piece : first.pieces)
        if (piece.is_missing())
            piece.id = sent.modified.front();
}

/// Lists the highlights of the books for what was created in one call, or may have been by an unfinished
/// attempt.
void Push::look_up()
{
    std::vector<Pushed*> unknown;
    for (auto& pushed : all_)
        if (!pushed.result && (pushed.lacks_ids() || pushed.item->has_unfinished_attempt))
            unknown.push_back(&pushed);
    auto const failure = unknown.empty() ? std::nullopt : look_up(unknown);
    if (failure)
        for (auto* const pushed : unknown)
            pushed->result = failure;
}

std::optional<DeliveryResult> Push::look_up(std::span<Pushed* const> unknown)
{
    auto books = books_;
    for (auto const* const pushed : unknown)
        if (pushed->after.book.id > 0)
            books.insert(pushed->after.book.id);
    if (books.empty()) {
        auto found = api_.books_of(url_of_notebook(link_, unknown.front()->item->notebook_uuid));
        if (found.failure)
            return found.failure;
        books = std::move(found.value);
    }
    auto const listed = api_.list(books);
    if (listed.failure)
        return listed.failure;
    for (auto* const pushed : unknown) {
        pushed->found = listed.value.ids_under(pushed->url);
        for (auto& piece : pushed->pieces)
            if (piece.is_missing())
                piece.id = id_of(piece, listed.value);
    }
    return std::nullopt;
}

/// Records the ids, and removes what the item no longer has.
void Push::finish(Pushed& pushed)
{
    for (auto const& piece : pushed.pieces) {
        auto const id = piece.original ? piece.original->id : piece.id;
        auto const& of_original = piece.original ? piece.owner_of_original->result : std::nullopt;
        if (id)
            pushed.after.ids.push_back(*id);
        else if (of_original && of_original->outcome.kind != Outcome::Kind::done)
            pushed.result = of_original;
    }
    if (!pushed.result)
        pushed.result = remove_surplus(pushed);
    if (!pushed.result)
        pushed.result = DeliveryResult{Outcome::done(), remote_of(pushed.after)};
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

/// After a failure that the next call would have as well.
void Push::end_pending(DeliveryResult const& result)
{
    for (auto& pushed : all_) {
        bool const is_changed = std::all_of(pushed.pieces.begin(), pushed.pieces.end(),
                                            [](Piece const& piece) { return piece.id.has_value(); });
        if (!pushed.result && !is_changed)
            pushed.result = result;
    }
}

std::vector<DeliveryResult> Push::run()
{
    for (auto const& item : items_)
        all_.push_back(prepare(item));
    share_texts();
    change_known();
    create_missing();
    look_up();
    std::vector<DeliveryResult> results;
    for (auto& pushed : all_)
        if (!pushed.result)
            finish(pushed);
    for (auto& pushed : all_)
        results.push_back(std::move(*pushed.result));
    return results;
}

}  // namespace

std::vector<DeliveryResult> push(TargetContext& context, std::span<Delivery const> items)
{
    return Push(context, items).run();
}

}  // namespace rmirror::targets::readwise
