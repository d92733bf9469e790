// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/push.hpp"

#include "targets/notion/new_toggles.hpp"
#include "targets/notion/page_order.hpp"
#include "targets/notion/turn.hpp"

#include <algorithm>
#include <utility>

namespace rmirror::targets::notion {

namespace {

using queue::ErrorClass;
using queue::Outcome;

class Push {
public:
    Push(Outside& outside, std::span<Delivery const> items)
        : outside_(outside),
          items_(items),
          api_(outside),
          rows_(outside),
          toggles_(outside),
          endings_(items.size())
    {}

    std::vector<Ending> run();

private:
    Delivery const& facts() const;
    bool open_row();
    void bring_all();
    bool misses_something() const;
    void make_row_again();
    void update_row();
    void update_pages(NewToggles& new_toggles);
    void update_page(std::size_t index, Toggle toggle, NewToggles& new_toggles);
    Answered<Found> look_for_doubles(NewToggles& new_toggles);
    std::optional<Ending> settle(std::vector<Toggle> const& there, Toggle& toggle);
    void make_pages(NewToggles& new_toggles);
    void order_pages_later();
    Placed placed() const;
    std::optional<Ending>* done_ending();
    void stamp_row();
    void end_all(Ending const& ending);
    void end_untried(Ending const& of_another);

    Outside& outside_;
    std::span<Delivery const> items_;
    Api api_;
    Rows rows_;
    Toggles toggles_;
    Row row_;
    bool is_row_new_ = false;
    bool has_found_pages_ = false;  // Where they stand, others may have been put in the wrong place.
    std::vector<std::optional<Ending>> endings_;
    std::vector<NewToggle> new_;
};

/// The next item failed with it, and nothing after that was tried.
void Push::end_all(Ending const& ending)
{
    auto const next = std::find(endings_.begin(), endings_.end(), std::nullopt);
    if (next == endings_.end())
        return;
    *next = ending;
    end_untried(ending);
}

void Push::end_untried(Ending const& of_another)
{
    for (auto& one : endings_)
        if (!one)
            one = untried(of_another);
}

/// The item that tells most of the notebook.
Delivery const& Push::facts() const
{
    auto const found = std::find_if(items_.begin(), items_.end(), [](Delivery const& item) {
        return item.type == ItemType::notebook_metadata;
    });
    return found == items_.end() ? items_.front() : *found;
}

bool Push::open_row()
{
    auto const row = rows_.row_for(facts());
    if (row.failure) {
        end_all(*row.failure);
        return false;
    }
    row_ = row.value;
    is_row_new_ = !known_row(outside_.standing()) && !row_.is_found;
    return true;
}

void Push::update_row()
{
    for (std::size_t i = 0; i < items_.size(); ++i) {
        if (items_[i].type != ItemType::notebook_metadata)
            continue;
        endings_[i] = is_row_new_ ? std::nullopt : rows_.update(row_, items_[i]);
        if (!endings_[i])
            endings_[i] = Ending{Outcome::done(), Remote{row_.id, metadata_of(row_)}};
    }
}

Placed Push::placed() const
{
    Placed placed;
    for (auto const& item : outside_.standing().items)
        if (item.type == ItemType::page_text)
            if (auto toggle = toggle_of(item.remote); toggle && toggle->row.id == row_.id)
                placed.emplace(item.page_uuid, std::move(*toggle));
    return placed;
}

/// What stands there of pages whose last attempt never ended: it may have made another toggle in place of
/// one.
Answered<Found> Push::look_for_doubles(NewToggles& new_toggles)
{
    std::vector<Delivery const*> uncertain;
    for (auto const& item : items_)
        if (item.type == ItemType::page_text && item.remote && item.is_uncertain && !is_row_new_)
            uncertain.push_back(&item);
    return uncertain.empty() ? Answered<Found>() : new_toggles.look_for(uncertain);
}

/// One stays, and of them the one that is known.
std::optional<Ending> Push::settle(std::vector<Toggle> const& there, Toggle& toggle)
{
    auto const is_known = [&toggle](Toggle const& one) { return one.id == toggle.id; };
    if (std::none_of(there.begin(), there.end(), is_known)) {
        toggle.id = there.front().id;
        toggle.place = there.front().place;
        toggle.known.reset();
        has_found_pages_ = true;
    }
    for (auto const& other : there)
        if (!is_known(other) && other.bot == toggle.bot)
            if (auto failure = toggles_.remove(other, true))
                return failure;
    return std::nullopt;
}

void Push::update_pages(NewToggles& new_toggles)
{
    auto const doubles = look_for_doubles(new_toggles);
    if (doubles.failure && !doubles.is_gone())
        return end_all(*doubles.failure);
    Turn const turn(outside_);
    for (std::size_t i = 0; i < items_.size(); ++i) {
        auto const& item = items_[i];
        if (item.type != ItemType::page_text)
            continue;
        auto toggle = item.remote && !is_row_new_ ? toggle_of(*item.remote) : std::nullopt;
        if (!toggle) {
            new_.push_back(
                {.item = &item,
                 .pictures = item.remote ? sent_pictures_of(item.remote->metadata) : SentPictures()});
            continue;
        }
        if (auto const there = doubles.value.find(item.page_uuid); there != doubles.value.end())
            if (auto const failure = settle(there->second, *toggle))
                return end_all(*failure);
        update_page(i, std::move(*toggle), new_toggles);
        if (endings_[i] && comes_later(*endings_[i]))
            return end_untried(*endings_[i]);
        if (turn.is_over())
            return end_untried(Turn::next());
    }
}

/// Without an ending it is made anew.
void Push::update_page(std::size_t index, Toggle toggle, NewToggles& new_toggles)
{
    auto const& item = items_[index];
    Update update;
    if (toggle.is_misplaced) {
        auto const is_ours = toggles_.is_ours(toggle, item.is_uncertain);
        if (is_ours.failure && !is_ours.is_gone()) {
            endings_[index] = is_ours.failure;
            return;
        }
        toggle.is_misplaced = false;  // Where the user wrote in it, it stays where it is.
        update.is_better_anew = !is_ours.failure && is_ours.value;
    }
    if (!update.is_better_anew)
        update = toggles_.update(toggle, item, new_toggles.number_of(item.page_uuid));
    if (update.is_gone && toggle.is_second) {
        endings_[index] = removed_twice();
    } else if (update.is_gone || update.is_better_anew) {
        new_.push_back({.item = &item,
                        .is_second = update.is_gone || toggle.is_second,
                        .replaced = update.is_gone ? "" : toggle.id,
                        .pictures = toggle.pictures});
        new_toggles.forget(item.page_uuid);
    } else if (update.failure) {
        endings_[index] = std::move(update.failure);
    } else {
        endings_[index] = brought(toggle, std::move(update.lacks), update.again_after);
    }
}

void Push::make_pages(NewToggles& new_toggles)
{
    bool const is_in_doubt =
        row_.is_found || std::any_of(new_.begin(), new_.end(), [](NewToggle const& page) {
            return page.item->may_be_there || page.item->is_uncertain;
        });
    if (!new_.empty() && is_in_doubt)
        if (auto const failure = new_toggles.find(new_))
            return end_all(*failure);
    for (auto& page : new_) {
        if (!page.toggle)
            continue;
        has_found_pages_ = true;
        auto update = toggles_.update(*page.toggle, *page.item, new_toggles.number_of(page.item->page_uuid));
        page.ending = update.failure;
        page.lacks = std::move(update.lacks);
        if (update.is_better_anew) {
            page.replaced = page.toggle->id;
            page.pictures = page.toggle->pictures;
            page.toggle.reset();
            new_toggles.forget(page.item->page_uuid);
        }
    }
    new_toggles.make(new_);
    for (auto& page : new_) {
        if (page.toggle && !page.ending && !page.replaced.empty())
            page.ending = api_.trash_block(page.replaced);
        auto& ending = endings_[static_cast<std::size_t>(page.item - items_.data())];
        ending = page.ending ? std::move(page.ending) : brought(*page.toggle, std::move(page.lacks));
    }
}

std::optional<Ending>* Push::done_ending()
{
    auto const done = std::find_if(endings_.begin(), endings_.end(), [](std::optional<Ending> const& ending) {
        return ending->outcome.kind == Outcome::Kind::done;
    });
    return done == endings_.end() ? nullptr : &*done;
}

/// What was found says where it stands only now: the notebook's item comes again and looks at all pages.
void Push::order_pages_later()
{
    auto* const done = done_ending();
    bool const is_notebook_here = std::any_of(
        items_.begin(), items_.end(), [](Delivery const& item) { return item.type == ItemType::notebook; });
    if (!has_found_pages_ || !done || is_notebook_here)
        return;
    for (auto const& stands : outside_.standing().items)
        if (stands.type == ItemType::notebook) {
            (*done)->others.push_back(stands);
            (*done)->others.back().comes_again = true;
        }
}

void Push::bring_all()
{
    update_row();
    NewToggles new_toggles(outside_, row_, placed(), outside_.standing().pages);
    update_pages(new_toggles);
    make_pages(new_toggles);
    for (std::size_t i = 0; i < items_.size(); ++i)
        if (items_[i].type == ItemType::notebook && !endings_[i])
            endings_[i] = PageOrder(outside_, row_, items_, endings_, new_toggles).bring(items_[i]);
}

/// The row says how up to date it is, a while after that was last said.
void Push::stamp_row()
{
    auto* const done = done_ending();
    if (!done || !Rows::is_stale(row_))
        return;
    // What has been brought stands there whether or not this succeeds.
    rows_.stamp(row_, std::any_of(endings_.begin(), endings_.end(), [](std::optional<Ending> const& ending) {
                    return ending->outcome.kind == Outcome::Kind::rejected;
                }));
    for (auto const& member : metadata_of(row_))
        (*done)->remote->metadata[member.key()] = member.value();
}

/// Whether something was not there that should have been.
bool Push::misses_something() const
{
    return std::any_of(endings_.begin(), endings_.end(), [](std::optional<Ending> const& ending) {
        auto const& outcome = ending->outcome;
        return outcome.kind == Outcome::Kind::dropped ||
               (outcome.kind == Outcome::Kind::retry && outcome.error == ErrorClass::invalid_data);
    });
}

/// Another row in the place of one that somebody removed; what stood in that comes again.
void Push::make_row_again()
{
    auto const is_removed = rows_.is_removed(row_);
    if (is_removed.failure || !is_removed.value)
        return;
    if (row_.is_second) {
        endings_.assign(items_.size(), removed_twice());
        return;
    }
    endings_.assign(items_.size(), std::nullopt);
    new_.clear();
    // An earlier attempt may have made it.
    auto const found = rows_.look_for(facts());
    if (found.failure)
        return end_all(*found.failure);
    auto const row = found.value ? Answered<Row>{.value = *found.value} : rows_.make(facts());
    if (row.failure)
        return end_all(*row.failure);
    row_ = {.id = row.value.id, .is_found = row.value.is_found, .is_second = true};
    is_row_new_ = true;
    bring_all();
    auto* const done = done_ending();
    if (!done)
        return;
    for (auto const& stands : outside_.standing().items) {
        bool const is_page = stands.type == ItemType::page_text;
        bool const is_here = std::any_of(items_.begin(), items_.end(), [&stands](Delivery const& item) {
            return item.type == stands.type && item.item_key == stands.item_key;
        });
        if (!is_here)
            (*done)->others.push_back(
                {stands.type, stands.item_key, stands.page_uuid,
                 is_page ? remnant_of(stands.remote) : Remote{row_.id, metadata_of(row_)}, true});
    }
}

std::vector<Ending> Push::run()
{
    if (open_row()) {
        bring_all();
        if (!is_row_new_ && misses_something())
            make_row_again();
        else
            order_pages_later();
        stamp_row();
    }
    std::vector<Ending> endings;
    endings.reserve(endings_.size());
    for (auto& ending : endings_)
        endings.push_back(std::move(*ending));
    return endings;
}

}  // namespace

std::vector<Ending> push(Outside& outside, std::span<Delivery const> items)
{
    return Push(outside, items).run();
}

}  // namespace rmirror::targets::notion
