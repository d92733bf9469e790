// SPDX-License-Identifier: AGPL-3.0-or-later
// A store in which something happens at the points where others might come between, or a process might die.
#pragma once

#include "blobs/store.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace rmirror::test {

class WatchedStore : public BlobStore {
public:
    /// Called with "before put", "after put", and likewise for contains and remove.
    using Happens = std::function<void(std::string_view)>;

    WatchedStore(BlobStore& store, Happens happens) : store_(store), happens_(std::move(happens)) {}

    void put(BlobKey const& key, std::string_view content) override
    {
        happens_("before put");
        store_.put(key, content);
        happens_("after put");
    }

    bool contains(BlobKey const& key) override
    {
        happens_("before contains");
        auto const is_there = store_.contains(key);
        happens_("after contains");
        return is_there;
    }

    std::optional<std::string> get(BlobKey const& key) override { return store_.get(key); }
    std::unique_ptr<ByteSource> open(BlobKey const& key) override { return store_.open(key); }

    void remove(BlobKey const& key) override
    {
        happens_("before remove");
        store_.remove(key);
        happens_("after remove");
    }

    StoredBlobs list(std::string const& after, std::size_t max) override { return store_.list(after, max); }
    std::optional<std::string> upload_address(BlobKey const& key, ExpectedUpload const& expected) override
    {
        return store_.upload_address(key, expected);
    }

    std::string_view name() const override { return store_.name(); }

private:
    BlobStore& store_;
    Happens happens_;
};

/// Something that happens when a point is reached for the first time.
inline WatchedStore::Happens once_at(std::string point, std::function<void()> happens)
{
    return [point = std::move(point), happens = std::move(happens)](std::string_view reached) mutable {
        if (reached == point)
            if (auto const first = std::exchange(happens, nullptr))
                first();
    };
}

}  // namespace rmirror::test
