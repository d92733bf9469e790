// SPDX-License-Identifier: AGPL-3.0-or-later
#include "blobs/objects.hpp"

#include <utility>

namespace rmirror {

namespace {

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

std::unique_ptr<ByteSource> ObjectStore::open(std::string const& name)
{
    auto content = get(name);
    return content ? std::make_unique<HeldBytes>(std::move(*content)) : nullptr;
}

}  // namespace rmirror
