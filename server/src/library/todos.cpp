// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/todos.hpp"

#include "db/array_text.hpp"
#include "db/citus.hpp"
#include "db/ids.hpp"
#include "text_fingerprint.hpp"

#include <boost/json.hpp>

#include <pqxx/result>

#include <algorithm>
#include <stdexcept>
#include <unordered_map>

namespace rmirror::library {

namespace {

/// Limits of comparisons: the first is shared by all pages of a manifest, the second is what 200 to-dos take
/// that all changed. A comparison takes about 20 µs, and the user's other transactions wait meanwhile.
constexpr std::size_t kMaxComparisons = 100'000;
constexpr std::size_t kMaxComparisonsOfPage = 40'000;

constexpr auto kListTodos = R"sql(
    SELECT page_id, id, text, is_completed, is_ticked, ordinal FROM todos
    WHERE user_id = $1 AND page_id = ANY ($2::uuid[]) AND source = $3 AND deleted_at IS NULL
    ORDER BY page_id, ordinal, id)sql";

constexpr auto kAddTodos = R"sql(
    INSERT INTO todos (user_id, source, page_id, ordinal, text, text_hash, is_completed, is_ticked, confidence)
    SELECT $1, $2, page_id, ordinal, text, text_hash, is_completed, is_ticked, confidence
    FROM unnest($3::uuid[], $4::integer[], $5::text[], $6::text[], $7::boolean[], $8::boolean[], $9::real[])
        AS given (page_id, ordinal, text, text_hash, is_completed, is_ticked, confidence)
    RETURNING id)sql";

constexpr auto kChangeTodos = R"sql(
    UPDATE todos
    SET ordinal = given.ordinal, text = given.text, text_hash = given.text_hash,
        is_completed = given.is_completed, is_ticked = given.is_ticked, confidence = given.confidence
    FROM unnest($2::uuid[], $3::integer[], $4::text[], $5::text[], $6::boolean[], $7::boolean[], $8::real[])
        AS given (id, ordinal, text, text_hash, is_completed, is_ticked, confidence)
    WHERE todos.user_id = (SELECT $1::uuid) AND todos.id = given.id)sql";

constexpr auto kRemoveTodos =
    "UPDATE todos SET deleted_at = now() WHERE user_id = $1 AND id = ANY ($2::uuid[])";

constexpr auto kFindTodos = R"sql(
    SELECT todo.id, todo.text, todo.is_completed
    FROM todos AS todo
    JOIN pages AS page ON page.user_id = (SELECT $1::uuid) AND page.id = todo.page_id
    JOIN notebooks AS notebook ON notebook.user_id = (SELECT $1::uuid) AND notebook.id = page.notebook_id
    WHERE todo.user_id = $1 AND todo.id = ANY ($2::uuid[]) AND todo.deleted_at IS NULL
        AND page.deleted_at IS NULL AND notebook.deleted_at IS NULL
    ORDER BY todo.id
    FOR UPDATE OF todo)sql";

constexpr auto kCompleteTodos = R"sql(
    UPDATE todos SET is_completed = $3, text_hash = given.text_hash
    FROM unnest($2::uuid[], $4::text[]) AS given (id, text_hash)
    WHERE todos.user_id = (SELECT $1::uuid) AND todos.id = given.id)sql";

std::string hash_of(std::string const& text, bool is_completed)
{
    std::string why;
    auto hash = text_fingerprint({{"kind", "todo"}, {"text", text}, {"completed", is_completed}}, why);
    if (!hash)
        throw std::logic_error("a todo has no fingerprint: " + why);
    return *hash;
}

char const* name_of(TodoSource source)
{
    return source == TodoSource::handwriting ? "handwriting" : "typed_text";
}

struct Known {
    std::string id;
    std::string text;
    bool is_completed = false;
    bool is_ticked = false;
    std::size_t ordinal = 0;
};

struct TodoColumns {
    ArrayText of;  // The page of a new to-do, the id of a known one.
    ArrayText ordinal, text, text_hash, is_completed, is_ticked, confidence;

    void add(std::string_view where, std::size_t place, FoundTodo const& found, std::string const& hash,
             bool done)
    {
        of.add(where);
        ordinal.add(place);
        text.add(found.todo.text);
        text_hash.add(hash);
        is_completed.add(done);
        is_ticked.add(found.todo.is_ticked);
        confidence.add(found.confidence ? std::optional(pqxx::to_string(*found.confidence)) : std::nullopt);
    }
};

class Writing {
public:
    Writing(LibraryWork& work, TodoSource source) : work_(work), source_(source) {}

    void run(std::vector<PageTodos> const& pages)
    {
        auto const known = list(pages);
        for (auto const& page : pages) {
            auto const of_page = known.find(page.page_id);
            compare(of_page == known.end() ? std::vector<Known>() : of_page->second, page);
        }
        write();
    }

private:
    using KnownOfPages = std::unordered_map<PageId, std::vector<Known>>;

    KnownOfPages list(std::vector<PageTodos> const& pages)
    {
        ArrayText ids;
        for (auto const& page : pages)
            ids.add(page.page_id);
        KnownOfPages known;
        for (auto const& row : work_->exec_params(kListTodos, work_.user_id(), ids.str(), name_of(source_)))
            known[PageId(row[0].as<std::string>())].push_back({row[1].as<std::string>(),
                                                               row[2].as<std::string>(), row[3].as<bool>(),
                                                               row[4].as<bool>(), row[5].as<std::size_t>()});
        return known;
    }

    void compare(std::vector<Known> const& known, PageTodos const& page)
    {
        std::vector<std::string> texts;
        texts.reserve(known.size());
        for (auto const& each : known)
            texts.push_back(each.text);
        std::vector<ocr::Todo> found;
        found.reserve(page.found.size());
        for (auto const& each : page.found)
            found.push_back(each.todo);
        auto of_page = std::min(comparisons_, kMaxComparisonsOfPage);
        comparisons_ -= of_page;
        auto const same = ocr::match_todos(texts, found, of_page);
        comparisons_ += of_page;
        std::vector<bool> is_there(known.size());
        for (std::size_t i = 0; i < found.size(); ++i) {
            if (same[i]) {
                is_there[*same[i]] = true;
                change(known[*same[i]], page.found[i], i);
            } else {
                auto const hash = hash_of(found[i].text, found[i].is_ticked);
                added_.add(page.page_id.text(), i, page.found[i], hash, found[i].is_ticked);
            }
        }
        for (std::size_t i = 0; i < known.size(); ++i)
            if (!is_there[i])
                removed_.add(known[i].id);
    }

    /// Skips an unchanged to-do: an UPDATE that changes nothing would still wake clients that wait for
    /// changes.
    void change(Known const& known, FoundTodo const& found, std::size_t ordinal)
    {
        auto const& todo = found.todo;
        bool const is_completed = todo.is_ticked == known.is_ticked ? known.is_completed : todo.is_ticked;
        if (todo == ocr::Todo{known.text, known.is_ticked} && ordinal == known.ordinal)
            return;
        auto const hash = hash_of(todo.text, is_completed);
        changed_.add(known.id, ordinal, found, hash, is_completed);
    }

    void write()
    {
        auto const& user_id = work_.user_id();
        if (removed_.size() > 0)
            work_->exec_params0(kRemoveTodos, user_id, removed_.str());
        if (auto const& c = changed_; c.of.size() > 0)
            work_->exec_params0(db::routable(kChangeTodos), user_id, c.of.str(), c.ordinal.str(),
                                c.text.str(), c.text_hash.str(), c.is_completed.str(), c.is_ticked.str(),
                                c.confidence.str());
        if (auto const& c = added_; c.of.size() > 0)
            work_->exec_params(kAddTodos, user_id, name_of(source_), c.of.str(), c.ordinal.str(),
                               c.text.str(), c.text_hash.str(), c.is_completed.str(), c.is_ticked.str(),
                               c.confidence.str());
    }

    LibraryWork& work_;
    TodoSource source_;
    std::size_t comparisons_ = kMaxComparisons;
    TodoColumns added_;
    TodoColumns changed_;
    ArrayText removed_;
};

struct Completing {
    std::size_t found = 0;
    boost::json::array changed;  // Ids of those that weren't in that state yet.
};

Completing complete(LibraryWork& work, std::vector<std::string> const& todo_ids, Completed completed)
{
    bool const is_completed = completed == Completed::yes;
    auto const rows = work->exec_params(db::routable(kFindTodos), work.user_id(), ArrayText(todo_ids).str());
    Completing completing{rows.size(), {}};
    ArrayText ids;
    ArrayText hashes;
    for (auto const& row : rows) {
        if (row[2].as<bool>() == is_completed)
            continue;
        completing.changed.emplace_back(row[0].as<std::string>());
        ids.add(row[0].as<std::string>());
        hashes.add(hash_of(row[1].as<std::string>(), is_completed));
    }
    if (ids.size() > 0)
        work->exec_params0(db::routable(kCompleteTodos), work.user_id(), ids.str(), is_completed,
                           hashes.str());
    return completing;
}

}  // namespace

void write_todos(LibraryWork& work, TodoSource source, std::vector<PageTodos> const& pages)
{
    Writing(work, source).run(pages);
}

bool complete_todo(LibraryWork& work, std::string const& todo_id, Completed completed)
{
    return complete(work, {todo_id}, completed).found > 0;
}

std::string complete_todos(LibraryWork& work, std::vector<std::string> const& todo_ids, Completed completed)
{
    return boost::json::serialize(complete(work, todo_ids, completed).changed);
}

}  // namespace rmirror::library
