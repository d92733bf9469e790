// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/stored_secret.hpp"

#include "crypto/random_token.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace rmirror {

namespace {

std::optional<Secret> read_secret(std::string const& path)
{
    std::ifstream file(path);
    std::string value;
    if (!std::getline(file, value) || value.empty())
        return std::nullopt;
    return Secret(std::move(value));
}

bool write_durably(std::string const& path, std::string const& text)
{
    constexpr mode_t kOwnerOnly = 0600;
    int const file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnly);
    if (file < 0)
        return false;
    bool const written =
        ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
    ::close(file);
    return written;
}

/// Returns the new path, or "" and sets errno. Never overwrites a file.
std::string move_aside(std::string const& path)
{
    for (int number = 1;; ++number) {
        auto aside = path + ".replaced-" + std::to_string(number);
        if (::link(path.c_str(), aside.c_str()) == 0)
            return ::unlink(path.c_str()) == 0 ? aside : "";
        if (errno != EEXIST)
            return "";
    }
}

/// Returns the secret in the file afterwards, which another server may have stored.
Result<Secret> store(std::string const& folder, std::string const& name, std::string const& secret)
{
    auto const path = folder + "/" + name;
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    // Writes a temporary file first, so that the file appears complete or not at all. link() lets only one of
    // several concurrent servers succeed.
    auto const draft = path + "." + crypto::random_token();
    if (write_durably(draft, secret + "\n") && ::link(draft.c_str(), path.c_str()) != 0 && errno != EEXIST)
        error = std::error_code(errno, std::generic_category());
    ::unlink(draft.c_str());
    auto kept = read_secret(path);
    if (!kept)
        return Refusal{"The secret can't be stored in " + path +
                       (error ? ": " + error.message() + "." : ".")};
    return std::move(*kept);
}

}  // namespace

Result<Secret> stored_secret(std::string const& folder, std::string const& name)
{
    if (auto kept = find_stored_secret(folder, name))
        return std::move(*kept);
    return store(folder, name, crypto::random_token());
}

Result<std::string> replace_secret(std::string const& folder, std::string const& name, Secret const& secret)
{
    auto const path = folder + "/" + name;
    std::string aside;
    if (auto const found = read_secret(path); found && found->reveal() != secret.reveal()) {
        aside = move_aside(path);
        if (aside.empty())
            return Refusal{path + " can't be renamed: " +
                           std::error_code(errno, std::generic_category()).message() + "."};
    }
    TRY(store(folder, name, secret.reveal()));
    return aside;
}

std::optional<Secret> find_stored_secret(std::string const& folder, std::string const& name)
{
    return read_secret(folder + "/" + name);
}

}  // namespace rmirror
