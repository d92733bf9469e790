// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/files/file_source.hpp"

#include <fstream>
#include <string>
#include <system_error>
#include <utility>

namespace rmirror::http {

namespace {

namespace fs = std::filesystem;

class FileSource : public ByteSource {
public:
    FileSource(std::ifstream file, std::size_t size) : file_(std::move(file)), size_(size) {}

    std::size_t size() const override { return size_; }

    std::string read(std::size_t max) override
    {
        std::string piece(max, '\0');
        file_.read(piece.data(), static_cast<std::streamsize>(max));
        piece.resize(static_cast<std::size_t>(file_.gcount()));
        return piece;
    }

private:
    std::ifstream file_;
    std::size_t size_;
};

}  // namespace

std::shared_ptr<ByteSource> open_file(fs::path const& path)
{
    std::error_code failure;
    if (!fs::is_regular_file(path, failure))
        return nullptr;
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file)
        return nullptr;
    auto const size = static_cast<std::size_t>(file.tellg());
    file.seekg(0);
    return std::make_shared<FileSource>(std::move(file), size);
}

}  // namespace rmirror::http
