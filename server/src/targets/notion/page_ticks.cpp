// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/page_ticks.hpp"

#include "crypto/json_member.hpp"
#include "targets/notion/blocks/inline_markdown.hpp"
#include "targets/notion/edited_rows.hpp"
#include "targets/notion/page_reader.hpp"
#include "targets/notion/read_properties.hpp"
#include "targets/notion/row.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <utility>

namespace rmirror::targets::notion {

namespace {

void add_tasks(std::vector<SeenTask>& tasks, std::vector<ReadBlock> const& blocks)
{
    for (auto const& [id, block, children, created_by, edited_by] : blocks) {
        if (block.kind == BlockKind::to_do)
            tasks.push_back({{plain_text(block.text), inline_markdown(block.text)}, block.is_checked});
        add_tasks(tasks, children);
    }
}

}  // namespace

Looked look_for_edited_rows(Outside& outside, LookFrom const& from)
{
    return edited_rows(
        outside, outside.setting("data_source"), from, [](boost::json::object const& page, Looked& looked) {
            auto const mark = mark_of(text_in(page, "UUID"));
            looked.notebooks.push_back({id_of(page), mark ? mark->notebook_uuid : "",
                                        user_of(page, "created_by") == user_of(page, "last_edited_by")});
        });
}

Tasks tasks_on_page(Outside& outside, Remote const& page)
{
    Api api(outside);
    auto const read = PageReader(api).read(page.id);
    if (read.is_gone() || (read.failure && read.failure->outcome.kind == queue::Outcome::Kind::rejected))
        return {};
    Tasks tasks{.failure = read.failure};
    add_tasks(tasks.seen, read.value);
    return tasks;
}

}  // namespace rmirror::targets::notion
