// SPDX-License-Identifier: AGPL-3.0-or-later
// Draws every picture of tests/golden again: `golden_pictures CHECKOUT`.
#include "goldens/golden_pictures.hpp"

#include "png/png.hpp"
#include "typeset/typed_report.hpp"

#include <cstdio>
#include <fstream>

int main(int count, char** arguments)
{
    namespace fs = std::filesystem;
    if (count != 2 || !rmirror::set_package_fonts(arguments[1])) {
        std::fputs("usage: golden_pictures CHECKOUT, with its node_modules\n", stderr);
        return 2;
    }
    auto const folder = fs::path(arguments[1]) / "tests/golden";
    for (auto const& golden : rmirror::golden_pictures(arguments[1])) {
        auto const path = folder / (golden.name + ".png");
        fs::create_directories(path.parent_path());
        auto const png = to_png(drawn(golden));
        std::ofstream(path, std::ios::binary)
            .write(reinterpret_cast<char const*>(png.data()), static_cast<std::streamsize>(png.size()));
    }
}
