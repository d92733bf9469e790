// SPDX-License-Identifier: AGPL-3.0-or-later
#include "blobs/store.hpp"

#include <algorithm>
#include <utility>

namespace rmirror {

namespace {

constexpr std::size_t kUuidSize = 36;
constexpr std::size_t kHashSize = 64;
constexpr std::size_t kShardDigits = 2;

bool consists_of(std::string_view text, std::string_view letters)
{
    return text.find_first_not_of(letters) == std::string_view::npos;
}

bool is_uuid(std::string_view text)
{
    return text.size() == kUuidSize && consists_of(text, "0123456789abcdef-");
}

bool is_key(BlobKey const& key)
{
    return is_uuid(key.user_id.text()) && key.sha256.size() == kHashSize &&
           consists_of(key.sha256, "0123456789abcdef") && (key.copy.empty() || is_uuid(key.copy));
}

class BlobsAsObjects : public BlobStore {
public:
    BlobsAsObjects(std::unique_ptr<ObjectStore> objects, std::string name)
        : objects_(std::move(objects)), name_(std::move(name))
    {}

    void put(BlobKey const& key, std::string_view content) override { objects_->put(path_of(key), content); }
    bool contains(BlobKey const& key) override { return objects_->contains(path_of(key)); }
    std::optional<std::string> get(BlobKey const& key) override { return objects_->get(path_of(key)); }
    std::unique_ptr<ByteSource> open(BlobKey const& key) override { return objects_->open(path_of(key)); }
    void remove(BlobKey const& key) override { objects_->remove(path_of(key)); }

    StoredBlobs list(std::string const& after, std::size_t max) override
    {
        auto listed = objects_->list(after, max);
        StoredBlobs found;
        for (auto const& [path, stored_at] : listed.objects)
            if (auto key = key_of_path(path))
                found.blobs.push_back({std::move(*key), stored_at});
        found.next = std::move(listed.next);
        return found;
    }

    void forget_user(UserId const& user_id) override { objects_->remove_empty_folder(user_id.text()); }

    std::optional<std::string> upload_address(BlobKey const& key, ExpectedUpload const& expected) override
    {
        return objects_->upload_address(path_of(key), expected);
    }

    std::string_view name() const override { return name_; }

private:
    std::unique_ptr<ObjectStore> objects_;
    std::string name_;
};

}  // namespace

std::string path_of(BlobKey const& key)
{
    if (!is_key(key))
        throw BlobFailure("not the key of a blob");
    return key.user_id.text() + "/" + key.sha256.substr(0, kShardDigits) + "/" + key.sha256 +
           (key.copy.empty() ? "" : "." + key.copy);
}

std::optional<BlobKey> key_of_path(std::string_view path)
{
    std::string const name(path.substr(path.rfind('/') + 1));
    auto const dot = std::min(name.find('.'), name.size());
    BlobKey key{UserId(std::string(path.substr(0, path.find('/')))), name.substr(0, dot),
                name.substr(std::min(dot + 1, name.size()))};
    return is_key(key) && path_of(key) == path ? std::optional(std::move(key)) : std::nullopt;
}

std::unique_ptr<BlobStore> open_blob_store(std::unique_ptr<ObjectStore> objects, std::string name)
{
    return std::make_unique<BlobsAsObjects>(std::move(objects), std::move(name));
}

std::unique_ptr<BlobStore> open_disk_store(std::string const& folder)
{
    return open_blob_store(open_folder(folder), "disk");
}

}  // namespace rmirror
