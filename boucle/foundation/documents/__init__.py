"""What is printed and how text is set: Markdown as safe HTML, addresses as QR codes.

A *text* is Markdown that somebody typed; its *HTML* carries no script, no style, no image but those that its page
names, no link to anything but the web, mail, telephones and its own footnotes. A *code* is an address drawn as a QR
code.
"""
