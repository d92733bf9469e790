// SPDX-License-Identifier: AGPL-3.0-or-later
// Stores objects as files. A file gets its name only after its content was synced, so a killed process leaves
// at most a temporary file in FOLDER/incoming.
#include "blobs/objects.hpp"
#include "crypto/random_token.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace rmirror {

namespace {

namespace fs = std::filesystem;

/// Age after which a temporary file was certainly abandoned. Younger ones may belong to other servers that
/// use the same folder.
constexpr std::chrono::hours kAbandoned{24};
constexpr std::string_view kIncoming = "incoming";

[[noreturn]] void fail(std::string const& what, fs::path const& path)
{
    auto const why = errno;
    auto const text = what + " " + path.string() + ": " + std::strerror(why);
    if (why == ENOSPC || why == EDQUOT || why == EFBIG)
        throw DiskFull(text);
    throw BlobFailure(text);
}

class Descriptor {
public:
    Descriptor(fs::path const& path, int flags) : path_(path), number_(::open(path.c_str(), flags, 0600)) {}
    ~Descriptor()
    {
        if (number_ >= 0)
            ::close(number_);
    }
    Descriptor(Descriptor const&) = delete;
    Descriptor& operator=(Descriptor const&) = delete;

    bool is_open() const { return number_ >= 0; }

    void must_be_open() const
    {
        if (number_ < 0)
            fail("cannot open", path_);
    }

    void write_all(std::string_view content) const
    {
        while (!content.empty()) {
            auto const written = ::write(number_, content.data(), content.size());
            if (written < 0 && errno == EINTR)
                continue;
            if (written < 0)
                fail("cannot write", path_);
            content.remove_prefix(static_cast<std::size_t>(written));
        }
    }

    /// Returns 0 at the end of the file.
    std::size_t read_some(char* into, std::size_t max) const
    {
        for (;;) {
            auto const size = ::read(number_, into, max);
            if (size >= 0)
                return static_cast<std::size_t>(size);
            if (errno != EINTR)
                fail("cannot read", path_);
        }
    }

    std::size_t size() const
    {
        struct stat file {};
        if (::fstat(number_, &file) != 0)
            fail("cannot read", path_);
        return static_cast<std::size_t>(file.st_size);
    }

    void sync() const
    {
        if (::fsync(number_) != 0)
            fail("cannot sync", path_);
    }

private:
    fs::path path_;
    int number_;
};

void sync_folder(fs::path const& folder)
{
    Descriptor const descriptor(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    descriptor.must_be_open();
    descriptor.sync();
}

/// Syncs the parent folder, which makes the new folder's name durable.
void make_folder(fs::path const& folder)
{
    if (::mkdir(folder.c_str(), 0700) == 0)
        return sync_folder(folder.parent_path());
    if (errno != EEXIST)
        fail("cannot make", folder);
}

/// Sorted as the names of the objects are; those of folders end with a slash. Empty if `folder` doesn't exist
/// or isn't a folder.
std::vector<std::string> names_in(fs::path const& folder)
{
    std::vector<std::string> names;
    std::error_code failure;
    for (fs::directory_iterator entry(folder, failure), end; !failure && entry != end;
         entry.increment(failure)) {
        std::error_code unknown;
        names.push_back(entry->path().filename().string() + (entry->is_directory(unknown) ? "/" : ""));
    }
    std::sort(names.begin(), names.end());
    return names;
}

/// A temporary file, deleted on destruction unless name() was called.
class Incoming {
public:
    explicit Incoming(fs::path path) : path_(std::move(path)) {}
    ~Incoming()
    {
        if (!is_named_)
            ::unlink(path_.c_str());
    }
    Incoming(Incoming const&) = delete;
    Incoming& operator=(Incoming const&) = delete;

    void write(std::string_view content) const
    {
        Descriptor const file(path_, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC);
        file.must_be_open();
        file.write_all(content);
        file.sync();
    }

    void name(fs::path const& target)
    {
        if (::rename(path_.c_str(), target.c_str()) != 0)
            fail("cannot name", target);
        is_named_ = true;
    }

private:
    fs::path path_;
    bool is_named_ = false;
};

class OpenFile : public ByteSource {
public:
    /// `file` must be open.
    explicit OpenFile(std::unique_ptr<Descriptor const> file) : file_(std::move(file)), size_(file_->size())
    {}

    std::size_t size() const override { return size_; }
    std::string read(std::size_t max) override
    {
        std::string piece(max, '\0');
        piece.resize(file_->read_some(piece.data(), max));
        return piece;
    }

private:
    std::unique_ptr<Descriptor const> file_;
    std::size_t size_;
};

class Folder : public ObjectStore {
public:
    explicit Folder(std::string const& folder) : root_(folder), incoming_(root_ / kIncoming)
    {
        std::error_code failure;
        fs::create_directories(root_, failure);
        make_folder(incoming_);
        remove_abandoned();
    }

    void put(std::string const& name, std::string_view content) override
    {
        auto const path = root_ / name;
        for (auto slash = name.find('/'); slash != std::string::npos; slash = name.find('/', slash + 1))
            make_folder(root_ / name.substr(0, slash));
        if (!is_file_of(path, content.size())) {
            Incoming file(incoming_ / crypto::random_token());
            file.write(content);
            file.name(path);
        }
        // Also synced if the file existed: the process that renamed it may have been killed before syncing.
        sync_folder(path.parent_path());
    }

    bool contains(std::string const& name) override { return fs::is_regular_file(root_ / name); }

    std::optional<std::string> get(std::string const& name) override
    {
        auto const path = root_ / name;
        Descriptor const file(path, O_RDONLY | O_CLOEXEC);
        if (!file.is_open() && errno == ENOENT)
            return std::nullopt;
        file.must_be_open();
        std::string content;
        std::array<char, 64U << 10U> buffer{};
        while (auto const size = file.read_some(buffer.data(), buffer.size()))
            content.append(buffer.data(), size);
        return content;
    }

    std::unique_ptr<ByteSource> open(std::string const& name) override
    {
        auto file = std::make_unique<Descriptor const>(root_ / name, O_RDONLY | O_CLOEXEC);
        if (!file->is_open() && errno == ENOENT)
            return nullptr;
        file->must_be_open();
        return std::make_unique<OpenFile>(std::move(file));
    }

    void remove(std::string const& name) override
    {
        auto const path = root_ / name;
        if (::unlink(path.c_str()) != 0 && errno != ENOENT)
            fail("cannot remove", path);
    }

    void remove_empty_folder(std::string const& name) override
    {
        std::error_code ignored;  // Such as that of a folder that isn't empty.
        for (auto const& inner : names_in(root_ / name))
            if (inner.ends_with('/'))
                fs::remove(root_ / name / inner.substr(0, inner.size() - 1), ignored);
        fs::remove(root_ / name, ignored);
    }

    StoredObjects list(std::string const& after, std::size_t max) override
    {
        StoredObjects found;
        if (list_folder("", after, max, found))
            found.next.clear();
        return found;
    }

private:
    /// Adds objects of `folder`, which is empty or ends with a slash. Returns false if `max` objects were
    /// found and there are more.
    bool list_folder(std::string const& folder, std::string const& after, std::size_t max,
                     StoredObjects& found) const
    {
        for (auto const& name : names_in(root_ / folder)) {
            auto const path = folder + name;
            bool const is_before = path <= after && !(path.ends_with('/') && after.starts_with(path));
            if (is_before || path == std::string(kIncoming) + '/')
                continue;
            if (path.ends_with('/')) {
                if (!list_folder(path, after, max, found))
                    return false;
                continue;
            }
            if (found.objects.size() == max)
                return false;
            add(found, path);
        }
        return true;
    }

    void add(StoredObjects& found, std::string const& path) const
    {
        struct stat file {};
        if (::stat((root_ / path).c_str(), &file) != 0)
            return;
        found.objects.push_back({path, std::chrono::system_clock::from_time_t(file.st_mtime)});
        found.next = path;
    }

    static bool is_file_of(fs::path const& path, std::size_t size)
    {
        struct stat found {};
        return ::stat(path.c_str(), &found) == 0 && S_ISREG(found.st_mode) &&
               static_cast<std::size_t>(found.st_size) == size;
    }

    void remove_abandoned() const
    {
        std::error_code failure;
        auto const before = fs::file_time_type::clock::now() - kAbandoned;
        for (fs::directory_iterator entry(incoming_, failure), end; !failure && entry != end;
             entry.increment(failure)) {
            std::error_code ignored;
            if (auto const written = entry->last_write_time(ignored); !ignored && written < before)
                fs::remove(entry->path(), ignored);
        }
    }

    fs::path root_;
    fs::path incoming_;
};

}  // namespace

std::unique_ptr<ObjectStore> open_folder(std::string const& folder)
{
    return std::make_unique<Folder>(folder);
}

}  // namespace rmirror
