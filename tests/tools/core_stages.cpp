// SPDX-License-Identifier: AGPL-3.0-or-later
// The stages for JavaScript, beside core.wasm and of the same objects: `make bench` times them one by one.
#include "stages.hpp"

#include <cstddef>
#include <optional>

namespace {

std::optional<std::vector<std::uint8_t>> next_file;
std::optional<rmirror::Stages> stages;

}  // namespace

extern "C" {

/// A buffer for a file of the given size, to be filled before the first stage.
std::uint8_t* room_for(std::size_t bytes)
{
    return next_file.emplace(bytes).data();
}

bool parse()
{
    if (next_file)
        stages.emplace(std::move(*next_file));
    next_file.reset();
    return stages->parse();
}

bool prepare()
{
    return stages->prepare();
}

bool facts()
{
    return stages->facts();
}

bool draw()
{
    return stages->draw();
}

bool encode()
{
    return stages->encode();
}

bool tile()
{
    return stages->tile();
}

bool pdf()
{
    return stages->pdf();
}
}
