// SPDX-License-Identifier: AGPL-3.0-or-later
#include "background/templates.hpp"

namespace rmirror {

Template const* find_template(std::string_view name)
{
    for (auto const rows : {ruled_templates(), planned_templates(), drawn_templates()})
        for (auto const& row : rows)
            if (row.name == name)
                return &row;
    return nullptr;
}

}  // namespace rmirror
