# The section plane: cuts on the processor, caps in the picture, picking and names on the cut.
hip_test(slice hip_view hip_geometry)
