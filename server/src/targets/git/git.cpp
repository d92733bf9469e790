// SPDX-License-Identifier: AGPL-3.0-or-later
// Notes in a branch of a Git repository, written as every other vault, a commit for each notebook that
// changed (docs/decisions/0094-git-without-a-clone.md).
#include "targets/git/git.hpp"

#include "targets/git/objects.hpp"
#include "targets/git/push.hpp"
#include "targets/git/repository.hpp"
#include "targets/vault/notebook_delivery.hpp"
#include "targets/vault/settings.hpp"

#include <algorithm>
#include <array>

namespace rmirror::targets::git {

namespace {

constexpr std::array kFields = {
    Field{.key = "address",
          .kind = FieldKind::url,
          .label = "Address of the repository",
          .places = vault::kAccepts},
    Field{.key = "user_name", .label = "User name"},
    Field{.key = "token", .kind = FieldKind::secret, .label = "Access token"},
    Field{.key = "branch",
          .label = "Branch",
          .is_required = false,
          .places = vault::kAccepts,
          .has_default_place = true},
    Field{.key = "folder",
          .label = "Folder in the repository",
          .is_required = false,
          .places = vault::kAccepts,
          .has_default_place = true},
    vault::kPicturesField,
    vault::kByPageField,
    vault::kDeleteRemovedField,
};

/// Names that Git allows.
bool is_name(std::string name)
{
    std::transform(name.begin(), name.end(), name.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + ('a' - 'A')) : letter;
    });
    return !name.empty() && name != "." && name != ".." && name != ".git";
}

/// A path in the repository, or nothing.
bool is_folder(std::string const& path)
{
    if (path.empty())
        return true;
    if (!vault::is_line(path) || path.find('\\') != std::string::npos)
        return false;
    auto const end = path.find_last_not_of('/') + 1;
    for (std::size_t from = 0; from <= end;) {
        auto const to = std::min(path.find('/', from), end);
        if (!is_name(path.substr(from, to - from)))
            return false;
        from = to + 1;
    }
    return true;
}

std::optional<input::Fault> validate(Values const& values, bool private_urls)
{
    if (auto fault = vault::account_fault(values, private_urls, "Must be the address of a repository."))
        return fault;
    if (!vault::is_line(values.secret("token").reveal()))
        return input::Fault{"token", "Must be a token of one line."};
    auto const& branch = values.setting("branch");
    if (!branch.empty() && (!vault::is_line(branch) || !is_branch_name(branch)))
        return input::Fault{"branch", "Must be the name of a branch."};
    if (!is_folder(values.setting("folder")))
        return input::Fault{"folder", "Must be a folder in the repository, such as Notes/Paper."};
    return std::nullopt;
}

DeliveryResult test(TargetContext& context)
{
    return Repository(context).test();
}

}  // namespace

Target const kTarget{
    .name = "git",
    .service = vault::gateway_of("git"),
    .fields = kFields,
    .accepts = vault::kAccepts,
    .extras = vault::kExtras,
    .templates = vault::kTemplates,
    .ruled_place = vault::kSubfolder,
    .moves_in_push = true,
    .max_at_once = 1,  // Each commit follows the last one.
    .push = push_all,  // Finds by its markers what an unfinished attempt left.
    .remove = remove_all,
    .validate = validate,
    .test = test,
    .preview = vault::preview_note,
};

}  // namespace rmirror::targets::git
