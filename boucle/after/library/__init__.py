"""The library: what people know and share, in sheets that others can redo.

A *sheet* is a contribution of one of nine varieties: a lead (*piste*), fieldwork (*terrain*), a reference, the portrait
of an actor, an article, a method, a data set, a kit, the report of a session. A *reuse* is fieldwork that says of
another sheet "we did it too, here is what changed". A *session* is a sheet that others hang on, by sub-theme; its
*speakers* are named with their agreement. An *item* is a reference as plain data (CSL-JSON). A *draft* is a report
that was read and waits for somebody to check it before anything is published. A *picture* is shown by the text of a
sheet. A *notebook* gathers *entries*, contributions of any room, in chapters. A *check* says whether the link of a
sheet still answers.
"""
