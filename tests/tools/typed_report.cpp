// SPDX-License-Identifier: AGPL-3.0-or-later
// Prints what every fixture of typed text is drawn as: `typed_report CHECKOUT`.
#include "typeset/typed_report.hpp"

#include <iostream>

int main(int count, char** arguments)
{
    if (count != 2 || !rmirror::set_package_fonts(arguments[1])) {
        std::cerr << "usage: typed_report CHECKOUT, with the npm packages installed in it\n";
        return 2;
    }
    for (auto const& line : rmirror::typed_reports(arguments[1]))
        std::cout << line << "\n";
}
