// SPDX-License-Identifier: AGPL-3.0-or-later
// page_report FOLDER FILE...: the report of each file, named by its path below FOLDER, a line a page.
#include "parity/page_report.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

int main(int count, char** arguments)
{
    for (int i = 2; i < count; ++i) {
        std::filesystem::path const path = arguments[i];
        std::ifstream file(path, std::ios::binary);
        std::vector<std::uint8_t> const bytes(std::istreambuf_iterator<char>(file), {});
        auto const name = std::filesystem::relative(path, arguments[1]).generic_string();
        for (auto const& line : rmirror::page_reports(name, bytes))
            std::cout << line << '\n';
    }
    return 0;
}
