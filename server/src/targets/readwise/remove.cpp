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
    Removal(TargetContext& context, std::span<Delivery const> items)
        : api_(context),
          link_([&context](std::string_view path) { return context.link(path); }),
          items_(items)
    {}

    DeliveryResult remove(Delivery const& item);

private:
    std::optional<DeliveryResult> remove_all(Delivery const& item);
    std::optional<DeliveryResult> remove_known(Delivery const& item, std::vector<std::int64_t> const& known);
    std::vector<std::string> sharers_that_stay(Delivery const& item) const;
    std::optional<DeliveryResult> list_books(Delivery const& item);

    Api api_;
    Link link_;
    std::span<Delivery const> items_;
    std::optional<Listed> listed_;
};

DeliveryResult Removal::remove(Delivery const& item)
{
    auto failure = remove_all(item);
    return failure ? std::move(*failure) : DeliveryResult{Outcome::done(), std::nullopt};
}

/// Removes the recorded ids and, if a call that wasn't recorded may have reached Readwise, also what is found
/// under this item's link.
std::optional<DeliveryResult> Removal::remove_all(Delivery const& item)
{
    auto const known = item.remote ? known_of(item.remote->metadata).ids : std::vector<std::int64_t>();
    if (known.empty() || item.has_unfinished_attempt) {
        if (!listed_)
            if (auto failure = list_books(item))
                return failure;
        for (auto const id : listed_->ids_under(url_of(link_, item.notebook_uuid, item.item_key, 0)))
            if (std::find(known.begin(), known.end(), id) == known.end())
                if (auto failure = api_.remove(id))
                    return failure;
    }
    return remove_known(item, known);
}

std::optional<DeliveryResult> Removal::remove_known(Delivery const& item,
                                                    std::vector<std::int64_t> const& known)
{
    auto const items_sharing_remote = sharers_that_stay(item);
    for (std::size_t i = 0; i < known.size(); ++i) {
        auto const id = known[i];
        auto failure =
            items_sharing_remote.empty()
                ? api_.remove(id)
                : api_.link_to(id, url_of(link_, item.notebook_uuid, items_sharing_remote.front(), i));
        if (failure)
            return failure;
    }
    return std::nullopt;
}

std::vector<std::string> Removal::sharers_that_stay(Delivery const& item) const
{
    auto stay = item.items_sharing_remote;
    std::erase_if(stay, [this](std::string const& key) {
        return std::any_of(items_.begin(), items_.end(),
                           [&key](Delivery const& other) { return other.item_key == key; });
    });
    return stay;
}

std::optional<DeliveryResult> Removal::list_books(Delivery const& item)
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

std::vector<DeliveryResult> remove(TargetContext& context, std::span<Delivery const> items)
{
    Removal removal(context, items);
    std::vector<DeliveryResult> results;
    for (auto const& item : items)
        results.push_back(removal.remove(item));
    return results;
}

}  // namespace rmirror::targets::readwise
