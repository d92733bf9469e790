// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/todos.hpp"

#include "db/ids.hpp"
#include "library/deliveries.hpp"
#include "ocr/todos.hpp"
#include "text_fingerprint.hpp"

#include <pqxx/result>

#include <algorithm>
#include <stdexcept>

namespace rmirror::library {

namespace {

constexpr int kPriority = 2;

constexpr auto kListTodos = R"sql(
    SELECT id, text, is_completed, is_ticked, ordinal FROM todos
    WHERE user_id = $1 AND page_id = $2 AND deleted_at IS NULL
    ORDER BY ordinal, id FOR UPDATE)sql";

constexpr auto kAddTodo = R"sql(
    INSERT INTO todos (user_id, page_id, ordinal, text, text_hash, is_completed, is_ticked, confidence)
    VALUES ($1, $2, $3, $4, $5, $6, $6, $7) RETURNING id)sql";

constexpr auto kChangeTodo = R"sql(
    UPDATE todos SET ordinal = $3, text = $4, text_hash = $5, is_completed = $6, is_ticked = $7, confidence = $8
    WHERE user_id = $1 AND id = $2)sql";

constexpr auto kRemoveTodo = "UPDATE todos SET deleted_at = now() WHERE user_id = $1 AND id = $2";

constexpr auto kFindTodo = R"sql(
    SELECT todo.text, todo.is_completed
    FROM todos AS todo
    JOIN pages AS page ON page.id = todo.page_id
    JOIN notebooks AS notebook ON notebook.id = page.notebook_id
    WHERE todo.user_id = $1 AND todo.id = $2 AND todo.deleted_at IS NULL AND page.deleted_at IS NULL
        AND notebook.deleted_at IS NULL
    FOR UPDATE OF todo)sql";

constexpr auto kCompleteTodo =
    "UPDATE todos SET is_completed = $3, text_hash = $4 WHERE user_id = $1 AND id = $2";

std::string hash_of(std::string const& text, bool is_completed)
{
    std::string why;
    auto hash = text_fingerprint({{"kind", "todo"}, {"text", text}, {"completed", is_completed}}, why);
    if (!hash)
        throw std::logic_error("a todo has no fingerprint: " + why);
    return *hash;
}

/// That of the line it stands on.
std::optional<double> confidence_of(ocr::PageText const& read, std::string const& text)
{
    auto const line = std::find_if(read.lines.begin(), read.lines.end(), [&](ocr::Line const& each) {
        return each.text.find(text) != std::string::npos;
    });
    return line == read.lines.end() ? read.confidence() : std::optional(line->confidence);
}

struct Known {
    std::string id;
    std::string text;
    bool is_completed = false;
    bool is_ticked = false;
    int ordinal = 0;
};

class Writing {
public:
    Writing(LibraryWork& work, PageId const& page_id, ocr::PageText const& read)
        : work_(work), page_id_(page_id), read_(read)
    {}

    void run()
    {
        auto const found = ocr::todos_in(read_.markdown);
        auto const known = list();
        std::vector<std::string> texts;
        texts.reserve(known.size());
        for (auto const& each : known)
            texts.push_back(each.text);
        auto const same = ocr::recognised(texts, found);
        for (std::size_t i = 0; i < found.size(); ++i) {
            if (same[i])
                change(known[*same[i]], found[i], static_cast<int>(i));
            else
                add(found[i], static_cast<int>(i));
        }
        for (std::size_t i = 0; i < known.size(); ++i)
            if (std::find(same.begin(), same.end(), std::optional(i)) == same.end())
                remove(known[i].id);
    }

private:
    std::vector<Known> list()
    {
        std::vector<Known> known;
        for (auto const& row : work_->exec_params(kListTodos, work_.user_id(), page_id_))
            known.push_back({row[0].as<std::string>(), row[1].as<std::string>(), row[2].as<bool>(),
                             row[3].as<bool>(), row[4].as<int>()});
        return known;
    }

    void add(ocr::Todo const& todo, int ordinal)
    {
        auto const hash = hash_of(todo.text, todo.is_ticked);
        auto const row = work_->exec_params1(kAddTodo, work_.user_id(), page_id_, ordinal, todo.text, hash,
                                             todo.is_ticked, confidence_of(read_, todo.text));
        deliver(*work_, work_.user_id(), {"todo", row[0].as<std::string>(), "create", hash, kPriority});
    }

    /// An UPDATE that changes nothing would still wake whoever waits for changes.
    void change(Known const& known, ocr::Todo const& todo, int ordinal)
    {
        bool const is_completed = todo.is_ticked == known.is_ticked ? known.is_completed : todo.is_ticked;
        if (todo == ocr::Todo{known.text, known.is_ticked} && ordinal == known.ordinal)
            return;
        auto const hash = hash_of(todo.text, is_completed);
        work_->exec_params0(kChangeTodo, work_.user_id(), known.id, ordinal, todo.text, hash, is_completed,
                            todo.is_ticked, confidence_of(read_, todo.text));
        if (todo.text != known.text || is_completed != known.is_completed)
            deliver(*work_, work_.user_id(), {"todo", known.id, "update", hash, kPriority});
    }

    void remove(std::string const& id)
    {
        work_->exec_params0(kRemoveTodo, work_.user_id(), id);
        deliver(*work_, work_.user_id(), {"todo", id, "delete", std::nullopt, kPriority});
    }

    LibraryWork& work_;
    PageId const& page_id_;
    ocr::PageText const& read_;
};

}  // namespace

void write_todos(LibraryWork& work, PageId const& page_id, ocr::PageText const& read)
{
    Writing(work, page_id, read).run();
}

bool complete_todo(LibraryWork& work, std::string const& todo_id, Completed completed)
{
    auto const rows = work->exec_params(kFindTodo, work.user_id(), todo_id);
    if (rows.empty())
        return false;
    bool const is_completed = completed == Completed::yes;
    if (rows[0][1].as<bool>() == is_completed)
        return true;
    auto const hash = hash_of(rows[0][0].as<std::string>(), is_completed);
    work->exec_params0(kCompleteTodo, work.user_id(), todo_id, is_completed, hash);
    deliver(*work, work.user_id(), {"todo", todo_id, "update", hash, kPriority});
    return true;
}

}  // namespace rmirror::library
