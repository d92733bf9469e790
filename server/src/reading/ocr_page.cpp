// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reading/ocr_page.hpp"

#include "db/transaction.hpp"
#include "library/page_text.hpp"
#include "library/work.hpp"
#include "reading/groups.hpp"

namespace rmirror::jobs {

using library::LibraryWork;

namespace {

constexpr auto kIsThere = R"sql(
    SELECT EXISTS (SELECT FROM pages WHERE id = $1 AND user_id = $2 AND deleted_at IS NULL AND image_hash IS NOT NULL))sql";

// An item speaks of one look of its page: a page that was drawn anew meanwhile is wanted, or waits to be read
// again, and stays so.
constexpr auto kSetStatus = R"sql(
    UPDATE pages SET ocr_status = $3, ocr_error = $4
    WHERE id = $1 AND user_id = $2 AND (ocr_status, ocr_error) IS DISTINCT FROM ($3, $4)
        AND ($5::text IS NULL OR (ink_hash = $5 AND image_hash = $5)))sql";

// One sentence a day for everybody whose pages wait, however many do.
constexpr auto kTellEverybody = R"sql(
    INSERT INTO notifications (user_id, kind, about, details)
    SELECT DISTINCT user_id, 'connection_broken', 'ocr ' || to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD'),
           jsonb_build_object('target_name', 'ocr', 'error_class', $1::text, 'error_message', $2::text)
    FROM sync_queue WHERE item_type = 'ocr_page' AND status IN ('pending', 'processing', 'retry')
    ORDER BY user_id
    ON CONFLICT DO NOTHING)sql";

/// How long a page waits for one that looks the same; it is woken when that one has been read.
constexpr std::chrono::seconds kTwinWait{30};

library::PageLook look_of(Item const& item)
{
    return {item.item_key, item.content_hash.empty() ? std::nullopt : std::optional(item.content_hash)};
}

void set_status(LibraryWork& work, Item const& item, std::string const& status,
                std::optional<std::string> const& error = std::nullopt)
{
    work->exec_params(kSetStatus, item.item_key, item.user_id, status, error, look_of(item).ink_hash);
}

/// Nobody is asked, so nothing is charged.
Outcome copied(quota::Rules const& rules, Item const& item, ocr::PageText text)
{
    return Outcome::done([rules, item, text = std::move(text)](pqxx::work& transaction) {
        LibraryWork work(transaction, item.user_id);
        write_page_text(work, look_of(item), text);
        quota::release(*work, rules, item.user_id, item.item_key);
    });
}

/// The reason not to read the page, if there is one.
std::optional<Outcome> prepare(LibraryWork& work, quota::Rules const& rules, Item const& item)
{
    if (!work->exec_params1(kIsThere, item.item_key, item.user_id)[0].as<bool>())
        return Outcome::dropped(ErrorClass::invalid_data, "The page is gone.");
    if (auto known = known_page_text(work, look_of(item)))
        return copied(rules, item, std::move(*known));
    if (is_twin_being_read(work, look_of(item)))
        return Outcome::later(kTwinWait, "A page that looks the same is being read.");
    if (!quota::reserve(*work, rules, item.user_id, item.item_key)) {
        set_status(work, item, "pending_quota");
        return Outcome::dropped(ErrorClass::quota_exceeded, "The page waits for quota.");
    }
    set_status(work, item, "processing");
    return std::nullopt;
}

/// What a page is told that is to be tried again.
std::optional<std::string> waiting_for(std::string_view status, Outcome const& outcome)
{
    return status == "retry" && !outcome.message.empty() ? std::optional(outcome.message) : std::nullopt;
}

/// A page that was read stays so, unless it is to be read once more because it was drawn anew meanwhile.
void tell_page(LibraryWork& work, quota::Rules const& rules, Item const& item, std::string_view status,
               Outcome const& outcome)
{
    if (status == "retry" && outcome.error == ErrorClass::auth_error)
        work->exec_params0(kTellEverybody, std::string(to_string(outcome.error)), outcome.message);
    if (status == "pending" || status == "retry")
        return set_status(work, item, "pending", waiting_for(status, outcome));
    if (status == "failed")
        set_status(work, item, "failed", outcome.message);
    if (status == "failed" || status == "cancelled")
        quota::release(*work, rules, item.user_id, item.item_key);
}

std::vector<Outcome> read_pages(db::Pool& pool, quota::Rules const& rules, ReadPages const& read,
                                std::vector<Item> const& items)
{
    std::vector<Outcome> outcomes(items.size());
    std::vector<Item> wanted;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < items.size(); ++i) {
        auto refusal = begin_reading(pool, rules, items[i]);
        if (refusal) {
            outcomes[i] = std::move(*refusal);
            continue;
        }
        wanted.push_back(items[i]);
        places.push_back(i);
    }
    if (wanted.empty())
        return outcomes;
    auto results = read(wanted);
    for (std::size_t i = 0; i < wanted.size(); ++i)
        outcomes[places[i]] = end_reading(rules, wanted[i], std::move(results[i]));
    return outcomes;
}

}  // namespace

std::optional<Outcome> begin_reading(db::Pool& pool, quota::Rules const& rules, Item const& item)
{
    return library::write_as_system(pool, item.user_id,
                                    [&](LibraryWork& work) { return prepare(work, rules, item); });
}

Outcome end_reading(quota::Rules const& rules, Item const& item, PageResult result)
{
    if (auto* const failure = std::get_if<Outcome>(&result))
        return std::move(*failure);
    return Outcome::done(
        [rules, item, text = std::get<ocr::PageText>(std::move(result))](pqxx::work& transaction) {
            LibraryWork work(transaction, item.user_id);
            write_page_text(work, look_of(item), text);
            quota::commit(*work, rules, item.user_id, item.item_key);
        });
}

Kind ocr_page(db::Pool& pool, quota::Rules rules, ReadPages read, std::size_t most_together)
{
    Kind kind;
    kind.item_type = "ocr_page";
    kind.run_together = [&pool, rules, read = std::move(read)](std::vector<Item> const& items) {
        return read_pages(pool, rules, read, items);
    };
    kind.run = [run = kind.run_together](Item const& item) { return std::move(run({item}).front()); };
    if (most_together > 1)
        kind.companions = [&pool, most_together](Item const& item) {
            return companions_of(pool, item, most_together);
        };
    kind.before_end = [](pqxx::work& work, Item const& item) { LibraryWork(work, item.user_id); };
    kind.after_end = [rules](pqxx::work& transaction, Item const& item, std::string_view status,
                             Outcome const& outcome) {
        LibraryWork work(transaction, item.user_id);
        tell_page(work, rules, item, status, outcome);
    };
    return kind;
}

}  // namespace rmirror::jobs
