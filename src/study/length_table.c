/* length_table.c - lines of pull of the public lower-limb model Gait2392 (Delp and others, IEEE Trans Biomed Eng 1990;
 * source 16 of the atlas), written from the centre of the hip joint: effective points of attachment where a muscle is
 * attached all over a bone's face, and the points that hold gluteus maximus to the buttock and the tract to the
 * trochanter. Also from there how long the whole muscle with its tendons is where this model ends at mid-thigh. The
 * figures that they are measured against are not here: they follow. */
#include "length_table.h"

const LengthWay LENGTH_WAYS[] = {
    {"gluteus_maximus",
     "upper",
     0,
     4,
     {{false, {14, 127, -49}}, {false, {-5, 67, -58}}, {true, {-39, -25, -46}}, {true, {-47, -57, -28}}}},
    {"gluteus_maximus",
     "middle",
     0,
     4,
     {{false, {27, 84, -64}}, {false, {-8, 14, -67}}, {true, {-29, -53, -43}}, {true, {-42, -102, -16}}}},
    {"gluteus_maximus",
     "lower",
     0,
     4,
     {{false, {78, 35, -85}}, {false, {43, -39, -82}}, {true, {-14, -104, -30}}, {true, {-41, -142, -6}}}},
    {"gluteus_medius", "front", 0, 2, {{false, {-37, 96, 30}}, {true, {-56, -12, -22}}}},
    {"gluteus_medius", "middle", 0, 2, {{false, {7, 111, -15}}, {true, {-53, -6, -26}}}},
    {"gluteus_medius", "rear", 0, 2, {{false, {19, 77, -52}}, {true, {-52, -5, -31}}}},
    {"gluteus_minimus", "front", 0, 2, {{false, {-22, 58, 24}}, {true, {-56, -10, -7}}}},
    {"gluteus_minimus", "middle", 0, 2, {{false, {-16, 60, 7}}, {true, {-56, -10, -10}}}},
    {"gluteus_minimus", "rear", 0, 2, {{false, {-2, 60, -13}}, {true, {-55, -8, -14}}}},
    {"gemellus_superior", "", 0, 2, {{false, {12, -16, -43}}, {true, {-44, -3, -14}}}},
    {"gemellus_inferior", "", 0, 2, {{false, {12, -16, -43}}, {true, {-44, -3, -14}}}},
    {"quadratus_femoris", "", 0, 2, {{false, {32, -49, -44}}, {true, {-37, -36, -38}}}},
    {"tensor_fasciae_latae",
     "",
     0,
     4,
     {{false, {-41, 88, 40}}, {true, {-60, -100, 29}}, {true, {-36, -405, 5}}, {true, {-30, -445, -5}}}},
    {.base_id = "biceps_femoris_long", .region = "", .whole_mm = 420},
    {.base_id = "semimembranosus", .region = "", .whole_mm = 413},
    {.base_id = "semitendinosus", .region = "", .whole_mm = 462},
};

const int LENGTH_WAY_COUNT = sizeof LENGTH_WAYS / sizeof *LENGTH_WAYS;
