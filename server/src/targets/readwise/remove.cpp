// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/readwise/api.hpp"
#include "targets/readwise/highlight.hpp"
#include "targets/readwise/push.hpp"

#include <algorithm>
#include <utility>

namespace rmirror::targets::readwise {

namespace {

using queue::Outcome;

class Removal {
public:
    Removal(Outside& outside, std::span<Delivery const> items)
        : api_(outside),
          link_([&outside](std::string_view path) { return outside.link(path); }),
          items_(items)
    {}

    Ending remove(Delivery const& item);

private:
    std::optional<Ending> remove_all(Delivery const& item);
    std::vector<std::string> sharers_that_stay(Delivery const& item) const;
    Answered<std::vector<std::int64_t>> ids_of(Delivery const& item);
    std::optional<Ending> list_books(Delivery const& item);

    Api api_;
    Link link_;
    std::span<Delivery const> items_;
    std::optional<Listed> listed_;
};

Ending Removal::remove(Delivery const& item)
{
    auto failure = remove_all(item);
    return failure ? std::move(*failure) : Ending{Outcome::done(), std::nullopt};
}

std::optional<Ending> Removal::remove_all(Delivery const& item)
{
    auto const ids = ids_of(item);
    if (ids.failure)
        return ids.failure;
    auto const sharers = sharers_that_stay(item);
    for (std::size_t i = 0; i < ids.value.size(); ++i) {
        auto const id = ids.value[i];
        auto failure = sharers.empty()
                           ? api_.remove(id)
                           : api_.link_to(id, url_of(link_, item.notebook_uuid, sharers.front(), i));
        if (failure)
            return failure;
    }
    return std::nullopt;
}

std::vector<std::string> Removal::sharers_that_stay(Delivery const& item) const
{
    auto stay = item.sharers;
    std::erase_if(stay, [this](std::string const& key) {
        return std::any_of(items_.begin(), items_.end(),
                           [&key](Delivery const& other) { return other.item_key == key; });
    });
    return stay;
}

/// As the record has them; or, where a call may have arrived of which nothing was recorded, by our link.
Answered<std::vector<std::int64_t>> Removal::ids_of(Delivery const& item)
{
    if (item.remote)
        if (auto known = known_of(item.remote->metadata); !known.ids.empty())
            return {std::move(known.ids)};
    if (!listed_)
        if (auto failure = list_books(item))
            return {{}, std::move(failure)};
    std::vector<std::int64_t> ids;
    for (;;) {
        auto const found = listed_->by_url.find(url_of(link_, item.notebook_uuid, item.item_key, ids.size()));
        if (found == listed_->by_url.end())
            return {std::move(ids)};
        ids.push_back(found->second);
    }
}

std::optional<Ending> Removal::list_books(Delivery const& item)
{
    auto books = api_.books_of(url_of_notebook(link_, item.notebook_uuid));
    if (books.failure)
        return books.failure;
    auto listed = api_.list(books.value);
    if (!listed.failure)
        listed_ = std::move(listed.value);
    return listed.failure;
}

}  // namespace

std::vector<Ending> remove(Outside& outside, std::span<Delivery const> items)
{
    Removal removal(outside, items);
    std::vector<Ending> endings;
    for (auto const& item : items)
        endings.push_back(removal.remove(item));
    return endings;
}

}  // namespace rmirror::targets::readwise
