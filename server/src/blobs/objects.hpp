// SPDX-License-Identifier: AGPL-3.0-or-later
// The interface of stores for named bytes: a folder, or a bucket of S3.
#pragma once

#include "base/byte_source.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror {

/// The store doesn't respond or is out of space. The message is for the log.
class BlobFailure : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The store is out of space, or can't hold a file of that size.
class DiskFull : public BlobFailure {
public:
    using BlobFailure::BlobFailure;
};

struct StoredObject {
    std::string name;
    std::chrono::system_clock::time_point stored_at;
};

/// A part of the stored objects, sorted by name.
struct StoredObjects {
    std::vector<StoredObject> objects;
    std::string next;  // The cursor for the next part; empty after the last one.
};

/// What someone else may put into the store.
struct ExpectedUpload {
    std::string content_type;
    std::size_t bytes = 0;
    std::chrono::seconds valid{0};  // From now.
};

/// Names have parts separated by slashes, of letters, digits, dots and hyphens. Thread-safe. All functions
/// throw BlobFailure.
class ObjectStore {
public:
    virtual ~ObjectStore() = default;

    /// When it returns, the content survives a power failure. Doesn't overwrite an existing object of that
    /// size.
    virtual void put(std::string const& name, std::string_view content) = 0;
    virtual bool contains(std::string const& name) = 0;
    /// Nullopt if the object doesn't exist.
    virtual std::optional<std::string> get(std::string const& name) = 0;
    /// Like get(), but reads in pieces if the store supports it; otherwise it holds the whole content in
    /// memory. Null if the object doesn't exist.
    virtual std::unique_ptr<ByteSource> open(std::string const& name);
    /// Does nothing if the object doesn't exist.
    virtual void remove(std::string const& name) = 0;
    /// At most `max` objects after the cursor `after`: the `next` of the previous part, or an empty string
    /// for the first.
    virtual StoredObjects list(std::string const& after, std::size_t max) = 0;
    /// Removes a folder, with those in it, unless it holds an object. Does nothing in stores without folders.
    virtual void remove_empty_folder(std::string const& /*name*/) {}
    /// An address to which anyone may PUT an object of this type and size, and nothing else. Nullopt if the
    /// store has none.
    virtual std::optional<std::string> upload_address(std::string const& /*name*/,
                                                      ExpectedUpload const& /*expected*/)
    {
        return std::nullopt;
    }
};

/// Stores objects as files below `folder`, which is created if necessary.
std::unique_ptr<ObjectStore> open_folder(std::string const& folder);

}  // namespace rmirror
