// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/todos/page_ticks.hpp"

#include "crypto/json_member.hpp"
#include "targets/notion/blocks/markdown/inline_markdown.hpp"
#include "targets/notion/client/edited_rows.hpp"
#include "targets/notion/client/page_reader.hpp"
#include "targets/notion/client/read_properties.hpp"
#include "targets/notion/rows/row.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <utility>

namespace rmirror::targets::notion {

namespace {

void add_checkboxes(std::vector<RemoteCheckbox>& checkboxes, std::vector<ReadBlock> const& blocks)
{
    for (auto const& [id, block, children, created_by, edited_by] : blocks) {
        if (block.kind == BlockKind::to_do)
            checkboxes.push_back({{plain_text(block.text), inline_markdown(block.text)}, block.is_checked});
        add_checkboxes(checkboxes, children);
    }
}

}  // namespace

RemoteChanges list_changed_notebooks(TargetContext& context, PollStart const& from)
{
    return edited_rows(
        context, context.setting("data_source"), from,
        [](boost::json::object const& page, RemoteChanges& changes) {
            auto const mark = parse_row_key(text_in(page, "UUID"));
            changes.notebooks.push_back({id_of(page), mark ? mark->notebook_uuid : "",
                                         user_of(page, "created_by") == user_of(page, "last_edited_by")});
        });
}

Checkboxes read_checkboxes(TargetContext& context, Remote const& page)
{
    Api api(context);
    auto const read = PageReader(api).read(page.id);
    if (read.is_gone() || (read.failure && read.failure->outcome.kind == queue::Outcome::Kind::rejected))
        return {};
    Checkboxes checkboxes{.failure = read.failure};
    add_checkboxes(checkboxes.boxes, read.value);
    return checkboxes;
}

}  // namespace rmirror::targets::notion
