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

class HeldBytes : public ByteSource {
public:
    explicit HeldBytes(std::string bytes) : bytes_(std::move(bytes)) {}

    std::size_t size() const override { return bytes_.size(); }
    std::size_t held() const override { return bytes_.size(); }
    std::string read(std::size_t max) override
    {
        auto piece = bytes_.substr(read_, max);
        read_ += piece.size();
        return piece;
    }

private:
    std::string bytes_;
    std::size_t read_ = 0;
};

}  // namespace

std::unique_ptr<ByteSource> BlobStore::open(BlobKey const& key)
{
    auto content = get(key);
    return content ? std::make_unique<HeldBytes>(std::move(*content)) : nullptr;
}

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

}  // namespace rmirror
