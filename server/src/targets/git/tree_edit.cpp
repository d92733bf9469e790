// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/git/tree_edit.hpp"

#include <utility>

namespace rmirror::targets::git {

using vault::Change;

TreeEdit::TreeEdit(Objects& objects, std::string tree, std::string folder)
    : objects_(objects), tree_(std::move(tree)), folder_(std::move(folder))
{}

std::string TreeEdit::whole(std::string const& path) const
{
    return folder_.empty() ? path : folder_ + "/" + path;
}

std::optional<Entry> TreeEdit::find(std::string const& path) const
{
    auto const name = whole(path);
    if (auto const changed = changes_.find(name); changed != changes_.end())
        return changed->second ? std::optional(Entry{path, Entry::Kind::file, *changed->second})
                               : std::nullopt;
    return tree_.empty() ? std::nullopt : objects_.find(tree_, name);
}

Change TreeEdit::write(std::string const& path, std::string_view content)
{
    auto const there = find(path);
    if (there && there->kind != Entry::Kind::file)
        return Change::refused;
    changes_.insert_or_assign(whole(path), objects_.add_file(content));
    return Change::made;
}

/// Only what the tree has can be removed from it.
void TreeEdit::forget(std::string const& whole_path)
{
    if (!tree_.empty() && objects_.find(tree_, whole_path))
        changes_.insert_or_assign(whole_path, std::nullopt);
    else
        changes_.erase(whole_path);
}

Change TreeEdit::move(std::string const& from, std::string const& to)
{
    auto const file = find(from);
    if (!file || file->kind != Entry::Kind::file || find(to))
        return Change::conflict;
    forget(whole(from));
    changes_.insert_or_assign(whole(to), file->id);
    return Change::made;
}

Change TreeEdit::remove(std::string const& path)
{
    auto const there = find(path);
    if (there && there->kind != Entry::Kind::file)
        return Change::refused;
    if (there)
        forget(whole(path));
    return Change::made;
}

std::optional<std::string> TreeEdit::written() const
{
    return objects_.changed_tree(tree_, changes_);
}

}  // namespace rmirror::targets::git
