// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/git/objects.hpp"

#include "crypto/deleter.hpp"
#include "targets/git/allocations.hpp"
#include "targets/git/temporary_folder.hpp"

#include <git2.h>
#include <git2/sys/mempack.h>

#include <array>
#include <chrono>
#include <set>
#include <utility>

namespace rmirror::targets::git {

namespace {

constexpr std::size_t kMaxAllocated = 256U << 20U;
constexpr std::chrono::seconds kMaxIndexing{30};
constexpr std::size_t kIdLength = 40;

template <typename Object, auto free>
using Owned = std::unique_ptr<Object, crypto::Deleter<free>>;

using OdbOwner = Owned<git_odb, &git_odb_free>;
using RepositoryOwner = Owned<git_repository, &git_repository_free>;
using TreeOwner = Owned<git_tree, &git_tree_free>;
using CommitOwner = Owned<git_commit, &git_commit_free>;
using BlobOwner = Owned<git_blob, &git_blob_free>;
using EntryOwner = Owned<git_tree_entry, &git_tree_entry_free>;
using SignatureOwner = Owned<git_signature, &git_signature_free>;
using IndexerOwner = Owned<git_indexer, &git_indexer_free>;
using PackerOwner = Owned<git_packbuilder, &git_packbuilder_free>;

void begin_libgit2()
{
    static bool const has_begun = [] {
        count_allocations();
        git_libgit2_init();
        // No configuration of this machine, and a file that stays where it is needn't have been received.
        for (auto const level : {GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG,
                                 GIT_CONFIG_LEVEL_GLOBAL})
            git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
        git_libgit2_opts(GIT_OPT_ENABLE_STRICT_OBJECT_CREATION, 0);
        return true;
    }();
    static_cast<void>(has_begun);
}

void check(int result)
{
    if (result >= 0)
        return;
    auto const* const error = git_error_last();
    throw ObjectFailure(error && error->message ? error->message : "libgit2 failed");
}

/// Calls a function that returns an object by its first argument.
template <typename Owner, typename Make, typename... Arguments>
Owner made(Make make, Arguments... arguments)
{
    typename Owner::pointer object = nullptr;
    check(make(&object, arguments...));
    return Owner(object);
}

git_oid id_of(std::string const& text)
{
    git_oid id{};
    check(text.size() == kIdLength ? git_oid_fromstr(&id, text.c_str()) : -1);
    return id;
}

std::string text_of_id(git_oid const& id)
{
    std::array<char, kIdLength + 1> text{};
    return git_oid_tostr(text.data(), text.size(), &id);
}

Entry entry_of(git_tree_entry const& entry)
{
    auto kind = Entry::Kind::other;
    auto const mode = git_tree_entry_filemode(&entry);
    if (mode == GIT_FILEMODE_TREE)
        kind = Entry::Kind::folder;
    else if (mode == GIT_FILEMODE_BLOB || mode == GIT_FILEMODE_BLOB_EXECUTABLE)
        kind = Entry::Kind::file;
    return {.name = git_tree_entry_name(&entry), .kind = kind, .id = text_of_id(*git_tree_entry_id(&entry))};
}

int stop_when_late(git_indexer_progress const* /*progress*/, void* end)
{
    return std::chrono::steady_clock::now() > *static_cast<std::chrono::steady_clock::time_point*>(end) ? -1
                                                                                                        : 0;
}

}  // namespace

struct Objects::State {
    State()
    {
        git_odb_backend* memory = nullptr;
        check(git_mempack_new(&memory));
        // The first one that can be written to.
        check(git_odb_add_backend(odb.get(), memory, 999));
    }

    TreeOwner tree(git_oid const& id) const
    {
        return made<TreeOwner>(&git_tree_lookup, repository.get(), &id);
    }

    /// Those trees that differ from `before`, which may be null, and the files that were made here.
    void pack_new(git_packbuilder* packer, git_oid const& id, git_tree const* before) const
    {
        check(git_packbuilder_insert(packer, &id, nullptr));
        auto const now = tree(id);
        for (std::size_t at = 0; at < git_tree_entrycount(now.get()); ++at) {
            auto const* const entry = git_tree_entry_byindex(now.get(), at);
            auto const* const known =
                before ? git_tree_entry_byname(before, git_tree_entry_name(entry)) : nullptr;
            auto const& entry_id = *git_tree_entry_id(entry);
            if (known && git_oid_equal(git_tree_entry_id(known), &entry_id) != 0)
                continue;
            if (git_tree_entry_type(entry) == GIT_OBJECT_TREE) {
                bool const was_tree = known && git_tree_entry_type(known) == GIT_OBJECT_TREE;
                auto const earlier = was_tree ? tree(*git_tree_entry_id(known)) : TreeOwner();
                pack_new(packer, entry_id, earlier.get());
            } else if (files.count(text_of_id(entry_id)) != 0) {
                check(git_packbuilder_insert(packer, &entry_id, nullptr));
            }
        }
    }

    // Destroyed in reverse: libgit2 maps the files of the folder into memory.
    AllocationLimit limit{kMaxAllocated};
    TemporaryFolder folder;
    OdbOwner odb = made<OdbOwner>(&git_odb_new);
    RepositoryOwner repository = made<RepositoryOwner>(&git_repository_wrap_odb, odb.get());
    std::set<std::string> files;  // Those that were made here.
};

Objects::Objects()
{
    begin_libgit2();
    state_ = std::make_unique<State>();
}

Objects::~Objects() = default;

void Objects::add_pack(std::string_view pack)
{
    auto end = std::chrono::steady_clock::now() + kMaxIndexing;
    git_indexer_options options = GIT_INDEXER_OPTIONS_INIT;
    options.progress_cb = &stop_when_late;
    options.progress_cb_payload = &end;
    auto const folder = state_->folder.path().string();
    auto const indexer =
        made<IndexerOwner>(&git_indexer_new, folder.c_str(), 0U, static_cast<git_odb*>(nullptr), &options);
    git_indexer_progress progress{};
    check(git_indexer_append(indexer.get(), pack.data(), pack.size(), &progress));
    check(git_indexer_commit(indexer.get(), &progress));
    auto const index = folder + "/pack-" + git_indexer_name(indexer.get()) + ".idx";
    git_odb_backend* backend = nullptr;
    check(git_odb_backend_one_pack(&backend, index.c_str()));
    check(git_odb_add_backend(state_->odb.get(), backend, 1));
}

std::string Objects::tree_of(std::string const& commit) const
{
    auto const id = id_of(commit);
    auto const found = made<CommitOwner>(&git_commit_lookup, state_->repository.get(), &id);
    return text_of_id(*git_commit_tree_id(found.get()));
}

std::optional<std::vector<Entry>> Objects::list(std::string const& tree, std::string const& path) const
{
    auto id = tree;
    if (!path.empty()) {
        auto const folder = find(tree, path);
        if (!folder || folder->kind != Entry::Kind::folder)
            return std::nullopt;
        id = folder->id;
    }
    auto const found = state_->tree(id_of(id));
    std::vector<Entry> entries;
    for (std::size_t at = 0; at < git_tree_entrycount(found.get()); ++at)
        entries.push_back(entry_of(*git_tree_entry_byindex(found.get(), at)));
    return entries;
}

std::optional<Entry> Objects::find(std::string const& tree, std::string const& path) const
{
    auto const root = state_->tree(id_of(tree));
    git_tree_entry* entry = nullptr;
    auto const result = git_tree_entry_bypath(&entry, root.get(), path.c_str());
    if (result == GIT_ENOTFOUND)
        return std::nullopt;
    check(result);
    EntryOwner const owner(entry);
    return entry_of(*entry);
}

bool Objects::has(std::string const& id) const
{
    auto const wanted = id_of(id);
    return git_odb_exists(state_->odb.get(), &wanted) == 1;
}

std::optional<std::string> Objects::file(std::string const& id, std::size_t max_bytes) const
{
    auto const wanted = id_of(id);
    std::size_t size = 0;
    auto type = GIT_OBJECT_ANY;
    check(git_odb_read_header(&size, &type, state_->odb.get(), &wanted));
    if (size > max_bytes)
        return std::nullopt;
    auto const found = made<BlobOwner>(&git_blob_lookup, state_->repository.get(), &wanted);
    return std::string(static_cast<char const*>(git_blob_rawcontent(found.get())), size);
}

std::string Objects::add_file(std::string_view content)
{
    git_oid id{};
    check(git_blob_create_from_buffer(&id, state_->repository.get(), content.data(), content.size()));
    auto text = text_of_id(id);
    state_->files.insert(text);
    return text;
}

std::optional<std::string> Objects::changed_tree(std::string const& tree, TreeChanges const& changes)
{
    std::vector<git_tree_update> updates;
    for (auto const& [path, file] : changes) {
        git_tree_update update{};
        update.action = file ? GIT_TREE_UPDATE_UPSERT : GIT_TREE_UPDATE_REMOVE;
        if (file)
            update.id = id_of(*file);
        update.filemode = GIT_FILEMODE_BLOB;
        update.path = path.c_str();
        updates.push_back(update);
    }
    auto const before = tree.empty() ? TreeOwner() : state_->tree(id_of(tree));
    git_oid id{};
    if (git_tree_create_updated(&id, state_->repository.get(), before.get(), updates.size(), updates.data()) <
        0)
        return std::nullopt;
    return text_of_id(id);
}

std::string Objects::add_commit(CommitFacts const& facts)
{
    auto* const repository = state_->repository.get();
    auto const signature = made<SignatureOwner>(&git_signature_new, facts.author.c_str(), facts.email.c_str(),
                                                static_cast<git_time_t>(facts.seconds), 0);
    auto const tree = state_->tree(id_of(facts.tree));
    CommitOwner parent;
    if (facts.parent) {
        auto const id = id_of(*facts.parent);
        parent = made<CommitOwner>(&git_commit_lookup, repository, &id);
    }
    std::array<git_commit const*, 1> parents = {parent.get()};
    git_oid id{};
    check(git_commit_create(&id, repository, nullptr, signature.get(), signature.get(), nullptr,
                            facts.message.c_str(), tree.get(), parent ? 1 : 0, parents.data()));
    return text_of_id(id);
}

std::string Objects::pack_of(std::string const& commit, std::string const& before) const
{
    auto const packer = made<PackerOwner>(&git_packbuilder_new, state_->repository.get());
    git_packbuilder_set_threads(packer.get(), 1);
    auto const id = id_of(commit);
    check(git_packbuilder_insert(packer.get(), &id, nullptr));
    auto const earlier = before.empty() ? TreeOwner() : state_->tree(id_of(before));
    state_->pack_new(packer.get(), id_of(tree_of(commit)), earlier.get());
    git_buf pack = GIT_BUF_INIT;
    auto const result = git_packbuilder_write_buf(&pack, packer.get());
    std::string bytes(pack.ptr ? pack.ptr : "", pack.size);
    git_buf_dispose(&pack);
    check(result);
    return bytes;
}

bool is_branch_name(std::string const& name)
{
    begin_libgit2();
    int is_valid = 0;
    return git_branch_name_is_valid(&is_valid, name.c_str()) == 0 && is_valid == 1;
}

}  // namespace rmirror::targets::git
