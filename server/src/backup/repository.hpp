// SPDX-License-Identifier: AGPL-3.0-or-later
// A place with backups: a folder or a bucket, encrypted or not.
//
//     rmirror-backups.json     marks the place, and by which key it is encrypted
//     images/ab/...            the images of all backups, each once
//     backups/TIME/...         what belongs to one backup; its description is written last
#pragma once

#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "blobs/objects.hpp"

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::backup {

/// A part of a backup is missing, or isn't what was written. what() is a sentence for the operator.
class Damaged : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// All functions but the constructor throw BlobFailure.
class Repository {
public:
    enum class Use { read, write };

    /// `key`: RMIRROR_BACKUP_KEY; empty for backups that aren't encrypted. Refuses a place that is encrypted
    /// with another key, or has something else in it. To be written, an empty place is marked. Throws
    /// BlobFailure.
    static Result<Repository> open(std::unique_ptr<ObjectStore> objects, Secret const& key, Use use);

    bool is_encrypted() const { return !key_.empty(); }

    /// Reads the content back before it returns. Throws Damaged if it differs.
    void write(std::string const& name, std::string_view content);
    /// Throws Damaged.
    std::string read(std::string const& name) const;
    void remove(std::string const& name);
    /// Names of all objects that begin with `prefix`, sorted.
    std::vector<std::string> list(std::string const& prefix) const;

    /// The name of an image. It tells nothing about the image if the place is encrypted.
    std::string image_name(UserId const& user_id, std::string_view sha256) const;

private:
    Repository(std::unique_ptr<ObjectStore> objects, Secret key)
        : objects_(std::move(objects)), key_(std::move(key))
    {}

    std::unique_ptr<ObjectStore> objects_;
    Secret key_;
};

}  // namespace rmirror::backup
